import type { Request } from 'express';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { config } from '../config.ts';

const roles = ['customer', 'staff', 'admin'] as const;

export interface SessionUser {
  id: number;
  role: (typeof roles)[number];
}

const claims = z.object({ sub: z.coerce.number().int(), role: z.enum(roles) });

export function signSession(user: SessionUser): string {
  return jwt.sign({ role: user.role }, config.sessionSecret, { subject: String(user.id), expiresIn: '8h' });
}

/** The caller's identity, from a verified bearer token. */
export function readSession(req: Request): SessionUser | undefined {
  const header = req.get('authorization');
  if (!header?.startsWith('Bearer ')) return undefined;
  try {
    const token = jwt.verify(header.slice('Bearer '.length), config.sessionSecret, { algorithms: ['HS256'] });
    const { sub, role } = claims.parse(token);
    return { id: sub, role };
  } catch {
    return undefined;
  }
}
