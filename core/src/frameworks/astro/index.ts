import type { Framework } from '../framework.ts';
import { watchActionContext } from './context.ts';
import { isAstroFile, isConfigFile } from './files.ts';
import { astro, astroActions, astroEnvironment, astroMiddleware, astroSchema } from './library.ts';
import { collectRoutes } from './routes.ts';
import { astroRunner } from './runner.ts';

const framework: Framework = {
  id: 'astro',
  title: 'Astro 5 and 6',
  packages: ['astro'],
  tokens: ['astro:actions', 'astro:middleware'],
  isRouteFile: (path) => isAstroFile(path) || isConfigFile(path),
  libraries: [astro, astroMiddleware, astroActions, astroSchema, astroEnvironment],
  start(host) {
    const m = host.machine;
    watchActionContext(m);
    return {
      routes: () => collectRoutes(host),
      runner: (draft, state) => astroRunner(m, draft, state),
    };
  },
};
export default framework;
