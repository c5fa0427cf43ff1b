import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IgnitorFactory } from '@adonisjs/core/factories';
import { authConfig } from './app/users.ts';

const app = new IgnitorFactory()
  .withCoreProviders()
  .withCoreConfig()
  .merge({
    config: { auth: authConfig },
    rcFileContents: {
      providers: [() => import('@adonisjs/core/providers/vinejs_provider'), () => import('@adonisjs/auth/auth_provider')],
    },
  })
  .create(new URL('./', import.meta.url), { importer: (path) => import(path) })
  .createApp('web');
await app.init();
await app.boot();
await app.start(async () => {
  await import('./start/kernel.ts');
  await import('./start/routes.ts');
});
const application = await app.container.make('server');
await application.boot();

/** The router's own table, in Routewarden's notation. */
const router = await app.container.make('router');
const routes = (router.toJSON().root ?? []).flatMap(({ pattern, methods }) => {
  const list = methods.filter((method) => method !== 'HEAD');
  return list.length > 5 ? [{ method: 'ALL', path: pattern }] : list.map((method) => ({ method, path: pattern }));
});

const server = createServer(application.handle.bind(application)).listen(0);
const { port } = server.address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const sent = method === 'ALL' ? 'POST' : method;
  const response = await fetch(`http://localhost:${port}${path.replace(/:\w+/g, 'a1')}`, {
    method: sent,
    redirect: 'manual',
    ...(['POST', 'PUT', 'PATCH'].includes(sent) && { body: '{"name":"x"}', headers: { 'content-type': 'application/json' } }),
  });
  answers.push({ method, path, status: response.status, location: response.headers.get('location') ?? undefined });
}
server.close();
await app.terminate();
console.log(JSON.stringify({ routes, answers }));
