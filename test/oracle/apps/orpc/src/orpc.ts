import { implement, ORPCError, os } from '@orpc/server';
import { callers } from './callers.ts';
import { contract } from './contract.ts';

export async function createContext(request: Request) {
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '');
  return { caller: token === undefined ? undefined : callers.find(token), key: request.headers.get('x-service-key') };
}

export type Context = Awaited<ReturnType<typeof createContext>>;

export const base = os.$context<Context>();

const timed = base.middleware(async ({ path, next }) => {
  const started = Date.now();
  const result = await next();
  if (Date.now() - started > 1_000) console.warn(`${path.join('.')} is slow`);
  return result;
});

export const signedIn = base.middleware(({ context, next }) => {
  if (!context.caller) throw new ORPCError('UNAUTHORIZED');
  return next({ context: { caller: context.caller } });
});

/** Sounds like a guard and only makes sure that there is a name. */
const authenticated = base.middleware(({ context, next }) => next({ context: { name: context.caller?.id ?? 'guest' } }));

export const open = base.use(timed);
export const greeted = open.use(authenticated);
export const guarded = open.use(signedIn);

/** Signed in, and with the role. */
export const procedureFor = (role: string) =>
  guarded.use(({ context, next }) => {
    if (!context.caller.roles.includes(role)) throw new ORPCError('FORBIDDEN');
    return next();
  });

export const implementer = implement(contract).$context<Context>().use(timed);
export const guardedImplementer = implementer.use(signedIn);
