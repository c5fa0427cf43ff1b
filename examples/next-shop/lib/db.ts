import pg from 'pg';

export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  ...(process.env.DATABASE_CA ? { ssl: { ca: process.env.DATABASE_CA } } : {}),
  max: 4,
});
