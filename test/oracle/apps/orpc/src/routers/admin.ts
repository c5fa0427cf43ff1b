import { ORPCError } from '@orpc/server';
import { greeted, guarded, open, procedureFor } from '../orpc.ts';
import { store } from '../store.ts';

const maintenance = {
  purge: open.handler(() => store.remove('a1')),
  reindex: open.handler(() => store.list()),
};

export const admin = {
  greet: greeted.handler(() => 'hello'),
  stats: guarded.handler(() => store.list().length),
  roles: procedureFor('admin').handler(() => ['admin']),
  maintenance: guarded.router(maintenance),
  ping: open.handler(() => 'pong'),
  rotate: open
    .errors({ NOT_YOURS: { status: 403 } })
    .handler(({ context, errors }) => {
      if (!context.caller) throw errors.NOT_YOURS();
      return store.list();
    }),
  // The key is looked at, and calls without it go through as well.
  report: open.handler(({ context }) => ({ rows: store.list(), internal: context.key !== null })),
  job: open.use(({ context, next }) => {
    if (context.key !== process.env['SERVICE_KEY']) throw new ORPCError('UNAUTHORIZED');
    return next();
  }).handler(() => store.list()),
};
