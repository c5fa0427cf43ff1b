import type { Framework, RouteDraft } from '../framework.ts';
import { watchBuilders } from './builders.ts';
import { orpcLibrary } from './library.ts';
import { collectRoutes, type Details } from './routes.ts';
import { orpcRunner } from './runner.ts';
import { findServings, HandingOn } from './served.ts';

const orpc: Framework = {
  id: 'orpc',
  title: 'oRPC 1',
  packages: ['@orpc/server', '@orpc/contract'],
  tokens: ['@orpc/', '.handler(', 'andler.handle(', 'rocedure', 'outer = {', 'implement('],
  isRouteFile: () => false,
  libraries: [orpcLibrary],
  start(host) {
    const notes = watchBuilders(host.machine);
    const handingOn = new HandingOn(host.machine);
    const details = new WeakMap<RouteDraft, Details>();
    return {
      routes: () => {
        // Modules that nothing else uses run when it is looked up what is served: their notes come after.
        const servings = findServings(host, handingOn, () => notes.all());
        return collectRoutes(host, notes.all(), servings, details);
      },
      runner: (draft, state) => orpcRunner(host.machine, handingOn, draft, details.get(draft), state),
    };
  },
};
export default orpc;
