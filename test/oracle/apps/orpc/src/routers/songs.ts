import { ORPCError } from '@orpc/server';
import { guardedImplementer, implementer, signedIn } from '../orpc.ts';
import { store } from '../store.ts';

export const songs = {
  list: implementer.songs.list.handler(() => store.list()),
  find: implementer.songs.find.handler(({ input }) => store.find(input.id)),
  add: guardedImplementer.songs.add.handler(({ input }) => store.save(input.name, input)),
  rename: implementer.songs.rename.use(signedIn).handler(({ input }) => store.save(input.id, input)),
  remove: implementer.songs.remove.handler(({ context, input }) => {
    if (context.caller === undefined) throw new ORPCError('UNAUTHORIZED');
    return store.remove(input.id);
  }),
};
