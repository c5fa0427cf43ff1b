import type { SqlDialect } from './row.ts';

/** The database behind each driver, for libraries that work with several. */
export const drivers: Readonly<Record<string, SqlDialect>> = {
  pg: 'postgres',
  'pg-native': 'postgres',
  postgres: 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'sql.js': 'sqlite',
};
