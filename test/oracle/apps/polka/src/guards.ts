import type { IncomingMessage, ServerResponse } from 'node:http';
import send from '@polka/send-type';
import jwt from 'jsonwebtoken';

export type Request = IncomingMessage & { path: string; params: Record<string, string>; user?: unknown; guest?: { name: string } };
type Next = (error?: unknown) => void;

const key = process.env.KEY ?? 'only for tests';

export function requireUser(req: Request, res: ServerResponse, next: Next): void {
  try {
    req.user = jwt.verify(String(req.headers.authorization), key);
  } catch {
    res.statusCode = 401;
    res.end('sign in');
    return;
  }
  next();
}

export const requireKey = (name: string) => (req: Request, res: ServerResponse, next: Next) => {
  if (req.headers[name] !== (process.env.API_KEY ?? 'only for tests')) return send(res, 403, { error: 'no key' });
  return next();
};

/** Hands an error over, whose code answers. */
export function requireEditor(req: Request, _res: ServerResponse, next: Next): void {
  const { authorization = '' } = req.headers;
  jwt.verify(authorization, key, (error, user) => {
    if (error) return next(Object.assign(new Error('not an editor'), { code: 401 }));
    req.user = user;
    return next();
  });
}

export function readUser(req: Request, _res: ServerResponse, next: Next): void {
  try {
    req.user = jwt.verify(String(req.headers.authorization), key);
  } catch {
    req.user = undefined;
  }
  next();
}
