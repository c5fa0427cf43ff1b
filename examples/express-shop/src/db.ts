import pg from 'pg';
import { config } from './config.ts';
import { startEmbeddedDatabase } from './database/embedded.ts';

export const pool = new pg.Pool({
  connectionString: config.databaseUrl ?? (await startEmbeddedDatabase()),
  ...(config.databaseCa ? { ssl: { ca: config.databaseCa } } : {}),
  max: 4,
});
