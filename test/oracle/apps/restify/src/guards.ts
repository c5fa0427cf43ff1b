import { timingSafeEqual } from 'node:crypto';
import type { Next, Request, Response } from 'restify';
import errors from 'restify-errors';
import { findDriver } from './drivers.ts';

type GuardedRequest = Request & { driver?: { readonly id: string; readonly role: string } };

export function requireDriver(req: GuardedRequest, res: Response, next: Next): void {
  const driver = findDriver(req.headers['x-badge']);
  if (driver === undefined) {
    res.send(401, { error: 'show your badge' });
    return next(false);
  }
  req.driver = driver;
  return next();
}

/** Reads the badge where there is one, and asks for none. */
export function readBadge(req: GuardedRequest, _res: Response, next: Next): void {
  const driver = findDriver(req.headers['x-badge']);
  if (driver !== undefined) req.driver = driver;
  return next();
}

export const requireRole = (role: string) => (req: GuardedRequest, _res: Response, next: Next) => {
  if (req.driver?.role !== role) return next(new errors.ForbiddenError(`only for a ${role}`));
  return next();
};

/** Goes on by itself when it is done. */
export async function requireOffice(req: Request): Promise<void> {
  const { basic } = req.authorization ?? {};
  if (basic?.password !== (process.env.OFFICE_PASSWORD ?? 'only for tests')) throw new errors.UnauthorizedError('not the office');
}

export function verifyPartner(req: Request, res: Response, next: Next): void {
  const given = Buffer.from(String(req.headers['x-signature'] ?? ''));
  const wanted = Buffer.from(process.env.PARTNER_SIGNATURE ?? 'only for tests');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    res.send(new errors.UnauthorizedError('not a partner'));
    return next(false);
  }
  return next();
}
