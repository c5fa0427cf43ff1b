import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { callers } from '../callers.ts';
import { protectedProcedure, publicProcedure, router } from '../trpc.ts';

export const account = router({
  signIn: publicProcedure.input(z.object({ token: z.string() })).mutation(({ input }) => ({ known: callers.find(input.token) !== undefined })),
  me: protectedProcedure.query(({ ctx }) => ctx.caller),
  rename: publicProcedure.input(z.object({ name: z.string() })).mutation(({ ctx, input }) => {
    if (!ctx.caller) throw new TRPCError({ code: 'UNAUTHORIZED' });
    return { id: ctx.caller.id, name: input.name };
  }),
});
