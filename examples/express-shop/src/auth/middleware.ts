import type { NextFunction, Request, Response } from 'express';
import { readSession, type SessionUser } from './session.ts';

/** The user that `requireUser`, `requireStaff` or `requireAdmin` let through. */
export function userOf(res: Response): SessionUser {
  return res.locals.user;
}

export function requireUser(req: Request, res: Response, next: NextFunction) {
  const user = readSession(req);
  if (!user) {
    res.status(401).json({ error: 'Sign in first.' });
    return;
  }
  res.locals.user = user;
  next();
}

export function requireStaff(req: Request, res: Response, next: NextFunction) {
  const user = readSession(req);
  if (!user || user.role === 'customer') {
    res.status(403).json({ error: 'For staff only.' });
  }
  res.locals.user = user;
  next();
}

export function requireAdmin(req: Request, res: Response, next: NextFunction) {
  const user = readSession(req);
  if (!user) {
    res.status(401).json({ error: 'Sign in first.' });
    return;
  }
  if (user.role !== 'admin') {
    res.status(403).json({ error: 'For administrators only.' });
    return;
  }
  res.locals.user = user;
  next();
}
