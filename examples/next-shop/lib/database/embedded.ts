import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { hashPassword } from '@/lib/passwords';
import { schema } from './schema';

/** Starts PostgreSQL inside this process, with the schema and sample data; answers with its connection string. */
export async function startEmbeddedDatabase(): Promise<string> {
  const db = await PGlite.create();
  await db.exec(schema);
  const insertUser = 'INSERT INTO users (email, name, password_hash, role) VALUES ($1, $2, $3, $4)';
  await db.query(insertUser, ['ada@example.com', 'Ada', await hashPassword('correct horse'), 'customer']);
  await db.query(insertUser, ['grace@example.com', 'Grace', await hashPassword('battery staple'), 'customer']);
  await db.query(insertUser, ['sam@example.com', 'Sam', await hashPassword('shelf and ladder'), 'staff']);
  await db.exec(`
    INSERT INTO products (name, category, price_cents) VALUES
      ('Walnut desk', 'furniture', 48900), ('Reading lamp', 'lighting', 5900), ('Desk lamp', 'lighting', 7900);
    INSERT INTO orders (user_id, product_id, status) VALUES (1, 1, 'open'), (1, 3, 'shipped'), (2, 2, 'open');
  `);
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 8 });
  await server.start();
  return `postgres://postgres@${server.getServerConn()}/postgres`;
}
