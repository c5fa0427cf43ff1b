import type { SqlDialect } from './row.ts';

/** The database behind each driver, for libraries that work with several. */
export const drivers: Readonly<Record<string, SqlDialect>> = {
  pg: 'PostgreSQL',
  'pg-native': 'PostgreSQL',
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mysql2: 'MySQL',
  mariadb: 'MySQL',
  sqlite3: 'SQLite',
  'better-sqlite3': 'SQLite',
  'sql.js': 'SQLite',
};
