import type { AddressInfo } from 'node:net';
import { app } from './src/main.ts';

/** A layer of the router of Express, on which the controllers' actions are. */
interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method?: string }[] };
}

const { stack }: { stack: readonly Layer[] } = app._router;
const routes = stack.flatMap(({ route }) => {
  if (route === undefined) return [];
  const path = route.path.length > 1 ? route.path.replace(/\/$/, '') : route.path;
  const methods = [...new Set(route.stack.map(({ method }) => (method ?? 'all').toUpperCase()))];
  return methods.length > 20 || methods.includes('ALL') ? [{ method: 'ALL', path }] : methods.map((method) => ({ method, path }));
});

const server = app.listen(0);
const { port } = server.address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const response = await fetch(`http://127.0.0.1:${port}${path.replace(/:\w+/g, 'a1')}`, {
    method: method === 'ALL' ? 'POST' : method,
    ...(['POST', 'PUT', 'PATCH', 'ALL'].includes(method) && { body: '{"name":"x"}', headers: { 'content-type': 'application/json' } }),
  });
  answers.push({ method, path, status: response.status });
}
server.close();
console.log(JSON.stringify({ routes, answers }));
