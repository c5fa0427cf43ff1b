import type { Framework, RouteDraft } from '../framework.ts';
import { trpcLibrary } from './library.ts';
import { watchBuilders } from './notes.ts';
import { collectRoutes, type Details } from './routes.ts';
import { trpcRunner } from './runner.ts';
import { findServed } from './served.ts';

const trpc: Framework = {
  id: 'trpc',
  title: 'tRPC 10 and 11',
  packages: ['@trpc/server'],
  tokens: ['@trpc/server', 'trpc-server', 'rocedure', 'outer({', 'mergeRouters', 'createContext:'],
  isRouteFile: () => false,
  libraries: [trpcLibrary],
  start(host) {
    const notes = watchBuilders(host.machine);
    const details = new WeakMap<RouteDraft, Details>();
    return {
      routes: () => {
        // Modules that nothing else uses run when it is looked up what is served: their notes come after.
        const served = findServed(host);
        return collectRoutes(host, notes.all(), served, details);
      },
      runner: (draft, state) => trpcRunner(host.machine, draft, details.get(draft), state),
    };
  },
};
export default trpc;
