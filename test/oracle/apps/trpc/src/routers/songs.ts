import { z } from 'zod';
import { store } from '../store.ts';
import { greetedProcedure, procedureFor, protectedProcedure, publicProcedure, router } from '../trpc.ts';

const byId = z.object({ id: z.string() });
const songProcedure = protectedProcedure.input(byId);

export const songs = router({
  list: publicProcedure.query(() => store.list()),
  byId: publicProcedure.input(byId).query(({ input }) => store.find(input.id) ?? null),
  greeting: greetedProcedure.query(({ ctx }) => `Hello, ${ctx.name}`),
  rename: greetedProcedure.input(byId.extend({ name: z.string() })).mutation(({ input }) => {
    store.save(input.id, { name: input.name });
    return true;
  }),
  add: protectedProcedure.input(z.object({ name: z.string() })).mutation(({ input }) => {
    store.save(input.name, input);
    return true;
  }),
  update: songProcedure.input(z.object({ name: z.string() })).mutation(({ input }) => {
    store.save(input.id, input);
    return true;
  }),
  remove: procedureFor('admin').input(byId).mutation(({ input }) => store.remove(input.id)),
  comments: router({
    list: publicProcedure.input(byId).query(() => store.list()),
    add: songProcedure.input(z.object({ text: z.string() })).mutation(({ input }) => {
      store.save(input.id, input.text);
      return true;
    }),
  }),
});
