import Hapi from '@hapi/hapi';
import { auth } from './auth.ts';
import { docks } from './plugins/docks.ts';
import * as ships from './plugins/ships.ts';
import { signals } from './plugins/signals.ts';

export async function createServer(): Promise<Hapi.Server> {
  const server = Hapi.server({ port: 0 });

  // Registered before the default is set, and guarded all the same.
  server.route({ method: 'GET', path: '/ledger', handler: () => [] });
  server.route({ method: 'GET', path: '/health', options: { auth: false }, handler: () => 'ok' });

  await server.register({ plugin: auth, options: { key: 'only for tests, and long enough for the cookie' } });
  await server.register([ships, { plugin: docks, routes: { prefix: '/docks' } }]);
  await server.register(signals);

  server.route({
    method: 'GET',
    path: '/login',
    options: { auth: false },
    handler: (_request, h) => h.response('<form></form>').type('text/html'),
  });
  server.route({ method: 'GET', path: '/account', options: { auth: 'session' }, handler: () => 'account' });

  // Runs for every route, whenever it was registered.
  server.ext('onPreHandler', (request, h) => {
    if (request.path.startsWith('/admin') && request.headers['x-admin'] !== (process.env.ADMIN_KEY ?? 'only for tests')) return h.response().code(403).takeover();
    return h.continue;
  });
  server.route({ method: 'GET', path: '/admin/fees', options: { auth: false }, handler: () => [] });
  server.route({ method: 'GET', path: '/fees', options: { auth: false }, handler: () => [] });
  server.route({ method: 'GET', path: '/files/{path*}', handler: (request) => request.params.path });
  return server;
}
