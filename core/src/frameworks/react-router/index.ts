import type { Framework } from '../framework.ts';
import { isConfigFile, isRouteModule, packages } from './application.ts';
import { watchRouteConfig } from './configured.ts';
import { watchContext } from './context.ts';
import { routeLists, routerRuntime, routerServers } from './library.ts';
import { collectRoutes } from './routes.ts';
import { routerRunner } from './runner.ts';

const reactRouter: Framework = {
  id: 'react-router',
  title: 'React Router 7 and Remix 2',
  packages,
  tokens: ['@remix-run/', '@react-router/', '/+types/'],
  isRouteFile: (path) => isRouteModule(path) || isConfigFile(path),
  libraries: [routerRuntime, ...routerServers, ...routeLists],
  start(host) {
    const m = host.machine;
    watchRouteConfig(m);
    const contexts = watchContext(m);
    return {
      routes: () => collectRoutes(host),
      runner: (draft, state) => routerRunner(m, contexts, draft, state),
    };
  },
};
export default reactRouter;
