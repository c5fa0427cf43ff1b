/** A small shop API: one guarded route with an injection, one route that lacks its guard. */
export const shop = {
  'package.json': '{ "name": "shop", "type": "module", "dependencies": { "express": "^5.1.0", "pg": "^8.16.0" } }\n',
  'src/auth.ts': `import type { NextFunction, Request, Response } from 'express';

export function requireUser(req: Request, res: Response, next: NextFunction) {
  if (!req.session.userId) {
    res.status(401).json({ error: 'Sign in first' });
    return;
  }
  next();
}
`,
  'src/orders.ts': `import { Router } from 'express';
import { Pool } from 'pg';
import { requireUser } from './auth.ts';

const pool = new Pool();
export const orders = Router();

orders.get('/', requireUser, async (req, res) => {
  const { rows } = await pool.query(\`SELECT * FROM orders WHERE status = '\${req.query.status}'\`);
  res.json(rows);
});

orders.delete('/:id', async (req, res) => {
  await pool.query('DELETE FROM orders WHERE id = $1', [req.params.id]);
  res.sendStatus(204);
});
`,
  'src/app.ts': `import express from 'express';
import session from 'express-session';
import { orders } from './orders.ts';

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET }));
app.use('/api/orders', orders);
app.listen(3000);
`,
};

/** The same shop with guards that answer and do not stop. */
export const leakyShop = {
  ...shop,
  'src/auth.ts': `import type { NextFunction, Request, Response } from 'express';

export function requireUser(req: Request, res: Response, next: NextFunction) {
  if (!req.session.userId) {
    res.status(401).json({ error: 'Sign in first' });
  }
  next();
}

export function requireAdmin(req: Request, res: Response, next: NextFunction) {
  if (!req.session.isAdmin) {
    res.status(403).json({ error: 'Admins only' });
  }
  next();
}
`,
  'src/orders.ts': shop['src/orders.ts']
    .replace("'/:id', async", "'/:id', requireAdmin, async")
    .replace('{ requireUser }', '{ requireAdmin, requireUser }'),
};
