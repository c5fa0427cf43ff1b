import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { store } from '../store.ts';
import { procedureFor, publicProcedure, router } from '../trpc.ts';

const adminProcedure = procedureFor('admin');

const everything = {
  all: adminProcedure.query(() => store.list()),
  clear: adminProcedure.mutation(() => {
    for (const row of store.list()) store.remove(String(row));
    return true;
  }),
};

export const admin = router({
  ...everything,
  // The one slip among them.
  export: publicProcedure.query(() => store.list()),
  // For a service with a key, tested by hand.
  import: publicProcedure.input(z.object({ rows: z.array(z.string()) })).mutation(({ ctx, input }) => {
    if (ctx.key === null || ctx.key !== process.env.SERVICE_KEY) throw new TRPCError({ code: 'UNAUTHORIZED' });
    for (const row of input.rows) store.save(row, row);
    return input.rows.length;
  }),
});
