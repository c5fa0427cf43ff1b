import { ActionError, defineAction } from 'astro:actions';
import { z } from 'astro/zod';
import { tables } from '../store';
import { kitchen } from './kitchen';

export const server = {
  book: defineAction({
    input: z.object({ id: z.string() }),
    handler: async ({ id }, { locals }) => {
      if (!locals.guest) throw new ActionError({ code: 'UNAUTHORIZED', message: 'Sign in first' });
      tables.set(id, { guest: locals.guest.name });
      return { id };
    },
  }),
  cancel: defineAction({
    input: z.object({ id: z.string() }),
    handler: async ({ id }) => {
      tables.delete(id);
      return { id };
    },
  }),
  kitchen,
};
