import type { AddressInfo } from 'node:net';
import { start } from './src/main.ts';

/** A layer of the router of Express, on which Nest has put its handlers. */
interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method?: string }[] };
}

const app = await start(0);
const { stack }: { stack: readonly Layer[] } = app.getHttpAdapter().getInstance().router;
const routes = stack.flatMap(({ route }) => {
  if (route === undefined) return [];
  const methods = [...new Set(route.stack.map(({ method }) => (method ?? 'all').toUpperCase()))];
  return methods.length > 20 ? [{ method: 'ALL', path: route.path }] : methods.map((method) => ({ method, path: route.path }));
});

const { port } = app.getHttpServer().address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const response = await fetch(`http://127.0.0.1:${port}${path.replace(/:\w+/g, 'a1')}`, {
    method: method === 'ALL' ? 'POST' : method,
    ...(['POST', 'PUT', 'PATCH', 'ALL'].includes(method) && { body: '{"name":"x"}', headers: { 'content-type': 'application/json' } }),
  });
  answers.push({ method, path, status: response.status });
}
await app.close();
console.log(JSON.stringify({ routes, answers }));
