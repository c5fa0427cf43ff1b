import type { Context, MiddlewareHandler } from 'hono';
import { createFactory, createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { findReader, type Reader } from './readers.ts';

interface Variables {
  reader: Reader | null;
}

export const attachReader = createMiddleware<{ Variables: Variables }>(async (c, next) => {
  const token = c.req.header('Authorization')?.replace(/^Bearer /, '');
  c.set('reader', token === undefined ? null : await findReader(token));
  return next();
});

export const requireReader: MiddlewareHandler<{ Variables: Variables }> = async (c, next) => {
  if (c.get('reader') === null) return c.json({ error: 'Who are you?' }, 401);
  await next();
};

export const requireRole = (role: string) =>
  createMiddleware<{ Variables: Variables }>(async (c, next) => {
    if (c.var.reader?.role !== role) throw new HTTPException(403, { message: `Only for a ${role}` });
    await next();
  });

const factory = createFactory<{ Variables: Variables }>();

export const requireLibrarian = factory.createMiddleware(async (c, next) => {
  const reader = currentReader(c);
  if (reader.role !== 'librarian') return c.text('Librarians only', 403);
  await next();
});

/** The reader, or an error. */
export function currentReader(c: Context<{ Variables: Variables }>): Reader {
  const reader = c.get('reader');
  if (!reader) throw new HTTPException(401, { message: 'Who are you?' });
  return reader;
}
