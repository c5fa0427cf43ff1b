/** A small Express application with one injection, one route without a guard, and one of each that is fine. */
export const shop = {
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "express": "^4.21.0", "pg": "^8.13.0" } }\n',
  'src/app.ts': `import express from 'express';
import { users } from './users.js';

const app = express();
app.use(express.json());
app.use('/api', users);
app.listen(3000);
`,
  'src/guard.ts': `import type { NextFunction, Request, Response } from 'express';

export function requireUser(req: Request, res: Response, next: NextFunction): void {
  if (!req.session?.userId) {
    res.status(401).json({ error: 'Sign in first.' });
    return;
  }
  next();
}
`,
  'src/users.ts': `import { Router } from 'express';
import pg from 'pg';
import { requireUser } from './guard.js';

const pool = new pg.Pool();
export const users = Router();

users.get('/users', requireUser, async (req, res) => {
  const { rows } = await pool.query(\`SELECT * FROM users WHERE name = '\${req.query.name}'\`);
  res.json(rows);
});

users.get('/users/me', requireUser, async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM users WHERE id = $1', [req.session.userId]);
  res.json(rows[0]);
});

users.delete('/users/:id', async (req, res) => {
  await pool.query('DELETE FROM users WHERE id = $1', [req.params.id]);
  res.status(204).end();
});
`,
} as const;

/** The injection's and the open route's places in {@link shop}, 1-based lines. */
export const lines = { injection: 9, openRoute: 18 } as const;
