import { defineAction } from 'astro:actions';
import { z } from 'astro/zod';
import { tables } from '../store';

export const kitchen = {
  /** The middleware asks for the action's name. */
  close: defineAction({
    input: z.object({ id: z.string() }),
    handler: async ({ id }) => {
      tables.delete(id);
      return { closed: true };
    },
  }),
};
