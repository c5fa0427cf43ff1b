import { oc } from '@orpc/contract';
import { z } from 'zod';

const one = z.object({ id: z.string() });

export const contract = {
  songs: oc.prefix('/songs').router({
    list: oc.route({ method: 'GET', path: '/' }),
    find: oc.route({ method: 'GET', path: '/{id}' }).input(one),
    add: oc.route({ method: 'POST', path: '/' }).input(z.object({ name: z.string() })),
    rename: oc.route({ method: 'PATCH', path: '/{id}' }).input(one.extend({ name: z.string() })),
    remove: oc.route({ method: 'DELETE', path: '/{id}' }).input(one),
  }),
  lists: {
    all: oc.route({ method: 'GET', path: '/lists' }),
    mine: oc.route({ method: 'GET', path: '/lists/mine' }),
    share: oc.route({ method: 'PUT', path: '/lists/{id}/share' }).input(one),
  },
};
