import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import app, { routers } from './src/app.ts';

/** The routers' own tables, without the middleware, in Routewarden's notation. */
const routes = routers.flatMap(([mount, router]) =>
  router.stack.flatMap((layer) => {
    const path = `${mount}${String(layer.path)}`;
    const methods = layer.methods.filter((method) => method !== 'HEAD');
    return methods.length > 10 ? [{ method: 'ALL', path }] : methods.map((method) => ({ method, path }));
  }),
);

app.silent = true;
const server = createServer(app.callback()).listen(0);
const { port } = server.address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const sample = path.replace(/[:*]\w+/g, 'a1');
  const response = await fetch(`http://localhost:${port}${sample}`, { method: method === 'ALL' ? 'POST' : method, redirect: 'manual' });
  answers.push({ method, path, status: response.status, location: response.headers.get('location') ?? undefined });
}
server.close();
console.log(JSON.stringify({ routes, answers }));
