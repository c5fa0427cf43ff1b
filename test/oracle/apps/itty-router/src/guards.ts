import { error, type IRequest, StatusError } from 'itty-router';

export interface Env {
  readonly API_KEY: string;
  readonly HOOK_SECRET: string;
}

/** Returns an answer to stop, nothing to go on. */
export const requireKey = (request: IRequest, env: Env) => {
  if (request.headers.get('x-api-key') !== env.API_KEY) return error(401, 'Which key?');
};

/** Throws to stop. */
export const requireAdmin = (request: IRequest, env: Env) => {
  if (request.headers.get('authorization') !== `Bearer ${env.API_KEY}`) throw new StatusError(403, 'Admins only');
};

/** Notes who calls and lets everybody through. */
export const greet = (request: IRequest) => {
  request.visitor = request.headers.get('x-visitor') ?? 'nobody';
};

export async function isSigned(request: IRequest, secret: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const given = Uint8Array.from((request.headers.get('x-signature') ?? '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', key, given, new TextEncoder().encode(await request.text()));
}
