import express, { type NextFunction, type Request, type Response } from 'express';
import { ZodError } from 'zod';
import { requireStaff } from './auth/middleware.ts';
import { adminRouter } from './routes/admin.ts';
import { authRouter } from './routes/auth.ts';
import { ordersRouter } from './routes/orders.ts';
import { productsRouter } from './routes/products.ts';
import { stockRouter } from './routes/stock.ts';
import { usersRouter } from './routes/users.ts';
import { webhooksRouter } from './routes/webhooks.ts';

export function createApp() {
  const app = express();
  app.disable('x-powered-by');

  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });

  app.use('/api/webhooks', webhooksRouter);
  app.use(express.json({ limit: '64kb' }));
  app.use('/api/auth', authRouter);
  app.use('/api/products', productsRouter);
  app.use('/api/orders', ordersRouter);
  app.use('/api/users', usersRouter);
  app.use('/api/stock', requireStaff, stockRouter);
  app.use('/api/admin', adminRouter);

  app.use((_req, res) => {
    res.status(404).json({ error: 'Not found.' });
  });
  app.use(answerError);
  return app;
}

function answerError(error: unknown, req: Request, res: Response, next: NextFunction) {
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ZodError) {
    res.status(400).json({ error: 'Invalid request.', issues: error.issues });
    return;
  }
  console.error(`${req.method} ${req.path}`, error);
  res.status(500).json({ error: 'Internal error.' });
}
