import { timingSafeEqual } from 'node:crypto';
import type { Context, Next } from 'koa';
import basicAuth from 'koa-basic-auth';
import compose from 'koa-compose';
import { findMember, type Member } from './members.ts';

/** Members bring the number of their card. */
export async function requireMember(ctx: Context, next: Next): Promise<void> {
  const member = findMember(ctx.get('x-card'));
  if (member === undefined) {
    ctx.status = 401;
    ctx.body = { error: 'show your card' };
    return;
  }
  ctx.state.member = member;
  await next();
}

/** Reads the card where there is one, and asks for none. */
export async function readCard(ctx: Context, next: Next): Promise<void> {
  const member = findMember(ctx.get('x-card'));
  if (member !== undefined) ctx.state.member = member;
  await next();
}

export const requireRole = (role: Member['role']) => (ctx: Context, next: Next) => {
  if (ctx.state.member?.role !== role) ctx.throw(403, `only for a ${role}`);
  return next();
};

export const requireKeeper = compose([requireMember, requireRole('keeper')]);

export const office = basicAuth({ name: 'office', pass: process.env.OFFICE_PASSWORD ?? 'only for tests' });

/** Suppliers sign what they send. */
export async function verifySupplier(ctx: Context, next: Next): Promise<void> {
  const given = Buffer.from(ctx.get('x-signature'));
  const wanted = Buffer.from(process.env.SUPPLIER_SIGNATURE ?? 'only for tests');
  ctx.assert(given.length === wanted.length && timingSafeEqual(given, wanted), 401, 'not from a supplier');
  await next();
}

/** Sends visitors who are not signed in to the page where they can. */
export async function requireSession(ctx: Context, next: Next): Promise<void> {
  if (!ctx.session?.memberId) {
    ctx.redirect('/login');
    return;
  }
  await next();
}

/** How long it took, whoever asked. */
export async function timing(ctx: Context, next: Next): Promise<void> {
  const start = Date.now();
  await next();
  ctx.set('x-response-time', `${Date.now() - start} ms`);
}

/** Errors as JSON, as they come from below. */
export async function errors(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    const { status = 500, message } = error as { status?: number; message: string };
    ctx.status = status;
    ctx.body = { error: message };
  }
}
