import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { sampleData } from './sample-data.ts';

/** Starts PostgreSQL inside this process, with the schema and sample data; answers with its connection string. */
export async function startEmbeddedDatabase(): Promise<string> {
  const db = await PGlite.create();
  await db.exec(await readFile(new URL('./schema.sql', import.meta.url), 'utf8'));
  await db.exec(await sampleData());
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 8 });
  await server.start();
  return `postgres://postgres@${server.getServerConn()}/postgres`;
}
