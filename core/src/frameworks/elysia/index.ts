import type { Framework } from '../framework.ts';
import { watchStatuses } from './context.ts';
import { watchInstances } from './instances.ts';
import { elysiaJwt, elysiaLibrary, elysiaNeutral, elysiaServers } from './library.ts';
import { collectRoutes } from './routes.ts';
import { elysiaRunner } from './runner.ts';

const elysia: Framework = {
  id: 'elysia',
  title: 'Elysia 1',
  packages: ['elysia'],
  tokens: ['elysia', 'Elysia'],
  isRouteFile: () => false,
  libraries: [elysiaLibrary, elysiaJwt, ...elysiaNeutral, ...elysiaServers],
  start(host) {
    const notes = watchInstances(host.machine);
    watchStatuses(host.machine);
    return {
      routes: () => collectRoutes(host.machine, notes.all()),
      runner: (draft, state) => elysiaRunner(host.machine, draft, state),
    };
  },
};
export default elysia;
