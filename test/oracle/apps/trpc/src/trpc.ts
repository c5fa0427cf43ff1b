import { initTRPC, TRPCError } from '@trpc/server';
import { callers } from './callers.ts';

export async function createContext({ req }: { req: Request }) {
  const token = req.headers.get('authorization')?.replace(/^Bearer /, '');
  return { caller: token === undefined ? undefined : callers.find(token), key: req.headers.get('x-service-key') };
}

type Context = Awaited<ReturnType<typeof createContext>>;

const t = initTRPC.context<Context>().create();

const timed = t.middleware(async ({ path, next }) => {
  const started = Date.now();
  const result = await next();
  if (Date.now() - started > 1_000) console.warn(`${path} is slow`);
  return result;
});

const signedIn = t.middleware(({ ctx, next }) => {
  if (!ctx.caller) throw new TRPCError({ code: 'UNAUTHORIZED' });
  return next({ ctx: { ...ctx, caller: ctx.caller } });
});

/** Sounds like a guard and only makes sure that there is a name. */
const authenticated = t.middleware(({ ctx, next }) => next({ ctx: { ...ctx, name: ctx.caller?.id ?? 'guest' } }));

export const router = t.router;
export const publicProcedure = t.procedure.use(timed);
export const greetedProcedure = publicProcedure.use(authenticated);
export const protectedProcedure = publicProcedure.use(signedIn);

/** Signed in, and with the role. */
export const procedureFor = (role: string) =>
  protectedProcedure.use(({ ctx, next }) => {
    if (!ctx.caller.roles.includes(role)) throw new TRPCError({ code: 'FORBIDDEN' });
    return next();
  });
