import type { Framework } from '../framework.ts';
import { watchHelpers } from './event-functions.ts';
import { isServerFile } from './files.ts';
import { provideNames } from './imports.ts';
import { collectRoutes } from './instance-routes.ts';
import { watchInstances } from './instances.ts';
import { h3Library, nitroGlobals, nuxtAuth, nuxtAuthUtils, nuxtSupabase } from './library.ts';
import { findModule } from './modules.ts';
import { collectFileRoutes } from './routes.ts';
import { h3Runner } from './runner.ts';

const h3: Framework = {
  id: 'h3',
  title: 'h3 1 and 2, Nitro, the server of Nuxt 3 and 4',
  packages: ['h3', 'nuxt', 'nitropack', 'nitro'],
  tokens: ['ventHandler(', 'defineHandler(', "'h3'", '"h3"', 'h3-nightly', 'nitro/h3'],
  isRouteFile: isServerFile,
  libraries: [h3Library, nitroGlobals, nuxtAuthUtils, nuxtAuth, nuxtSupabase],
  findModule,
  start(host) {
    provideNames(host);
    watchHelpers(host.machine);
    const notes = watchInstances(host.machine);
    return {
      routes: () => [...collectFileRoutes(host), ...collectRoutes(host.machine, notes.all())],
      runner: (draft, state) => h3Runner(host.machine, draft, state),
    };
  },
};
export default h3;
