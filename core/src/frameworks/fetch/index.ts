import type { Framework } from '../framework.ts';
import { cloudflareWorkers, ittyRouter } from './library.ts';
import { collectRoutes } from './routes.ts';
import { fetchRunner } from './runner.ts';
import { watchServers } from './servers.ts';

const fetchHandlers: Framework = {
  id: 'fetch',
  title: 'Fetch handlers: Cloudflare Workers, Bun, Deno, itty-router 5',
  packages: ['wrangler', '@cloudflare/workers-types', 'itty-router', '@types/bun', 'bun-types'],
  tokens: ['async fetch(', ' fetch(request', ' fetch(req', 'Bun.serve', 'Deno.serve', 'itty-router', 'ExportedHandler', 'WorkerEntrypoint'],
  isRouteFile: () => false,
  libraries: [ittyRouter, cloudflareWorkers],
  start(host) {
    const notes = watchServers(host.machine);
    return {
      routes: () => collectRoutes(host, notes.all()),
      runner: (draft, state) => fetchRunner(host.machine, draft, state),
    };
  },
};
export default fetchHandlers;
