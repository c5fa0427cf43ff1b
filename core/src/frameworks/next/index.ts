import type { Framework } from '../framework.ts';
import { watchRouters } from './connect.ts';
import { findRouteFile, isProxyName } from './files.ts';
import { nextCache, nextConnect, nextHeaders, nextNavigation, nextServer } from './library.ts';
import { routeMatcher } from './matcher.ts';
import { collectRoutes } from './routes.ts';
import { nextRunner } from './runner.ts';

const next: Framework = {
  id: 'next',
  title: 'Next.js',
  packages: ['next'],
  tokens: ["'use server'", '"use server"', 'next/server', 'next/headers', 'NextResponse', 'NextRequest', 'next-connect'],
  isRouteFile: (path) => findRouteFile(path, () => true) !== undefined || isProxyName(path),
  libraries: [nextServer, nextHeaders, nextNavigation, nextCache, nextConnect],
  start(host) {
    const m = host.machine;
    m.callHooks.set('@clerk/nextjs#createRouteMatcher', (event, state) => routeMatcher(m, event.args[0], event.at, state));
    const routers = watchRouters(m);
    return {
      routes: () => collectRoutes(host, routers),
      runner: (draft, state) => nextRunner(m, draft, state),
    };
  },
};
export default next;
