import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import jwt from 'jsonwebtoken';
import { isOpen } from './open-paths.ts';

const secret = process.env.SESSION_SECRET ?? 'for-the-oracle';

interface Caller {
  readonly id: string;
  readonly role: string;
}

declare global {
  namespace Express {
    interface Request {
      caller?: Caller;
    }
  }
}

function callerOf(req: Request): Caller | undefined {
  const token = req.get('authorization')?.replace(/^Bearer /, '');
  if (token === undefined) return undefined;
  try {
    return jwt.verify(token, secret, { algorithms: ['HS256'] }) as unknown as Caller;
  } catch {
    return undefined;
  }
}

export function requireCaller(req: Request, res: Response, next: NextFunction) {
  req.caller = callerOf(req);
  if (req.caller === undefined) {
    res.status(401).json({ error: 'Sign in first.' });
    return;
  }
  next();
}

/** Knows the caller where there is one. */
export function attachCaller(req: Request, _res: Response, next: NextFunction) {
  req.caller = callerOf(req);
  next();
}

export const requireRole =
  (role: string): RequestHandler =>
  (req, res, next) => {
    if (req.caller?.role !== role) return void res.sendStatus(403);
    next();
  };

/** Everything below a prefix, but for the paths of a list in another file. */
export function guardUnlessOpen(req: Request, res: Response, next: NextFunction) {
  if (isOpen(req.path)) return next();
  return requireCaller(req, res, next);
}

/** Sounds like a guard and is none. */
export function guest(_req: Request, res: Response, next: NextFunction) {
  res.setHeader('X-Area', 'guests');
  next();
}

export function signed(req: Request, res: Response, next: NextFunction) {
  const given = Buffer.from(req.get('x-signature') ?? '', 'hex');
  const expected = createHmac('sha256', secret).update(JSON.stringify(req.body ?? null)).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    res.status(401).end();
    return;
  }
  next();
}

/** Runs the handler for signed-in callers. */
export const withCaller =
  (handler: (req: Request, res: Response, caller: Caller) => unknown): RequestHandler =>
  (req, res) => {
    const caller = callerOf(req);
    if (caller === undefined) return void res.status(401).json({ error: 'Sign in first.' });
    return void handler(req, res, caller);
  };
