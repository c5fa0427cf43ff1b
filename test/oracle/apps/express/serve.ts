import type { AddressInfo } from 'node:net';
import { Router } from 'express';

/** A layer of Express's router: a route, or what `use` mounts at a path that only `use` is told. */
interface Layer {
  readonly route?: { readonly path: string | string[]; readonly stack: readonly { readonly method?: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
  mountedAt?: string;
}

// The router keeps no text of mount paths, so the layers are told theirs as they are made.
const prototype = Router.prototype as unknown as { use(this: { stack: Layer[] }, ...args: unknown[]): unknown };
const { use } = prototype;
prototype.use = function (...args) {
  const before = this.stack.length;
  const result = use.apply(this, args);
  for (const layer of this.stack.slice(before)) layer.mountedAt = typeof args[0] === 'string' ? args[0] : '';
  return result;
};

const { app } = await import('./src/app.ts');

function* routesOf(stack: readonly Layer[], prefix: string): Generator<{ method: string; path: string }> {
  for (const layer of stack) {
    if (layer.handle.stack !== undefined && layer.route === undefined)
      yield* routesOf(layer.handle.stack, join(prefix, layer.mountedAt ?? ''));
    const { route } = layer;
    if (route === undefined) continue;
    const methods = new Set(route.stack.map(({ method }) => (method ?? 'all').toUpperCase()));
    for (const path of [route.path].flat()) for (const method of methods) yield { method, path: join(prefix, path) };
  }
}

const join = (prefix: string, path: string): string => `${prefix}${path}`.replace(/(.)\/$/, '$1').replace(/^\/\//, '/') || '/';

const routes = [...routesOf((app.router as unknown as { stack: Layer[] }).stack, '')];

const server = app.listen(0);
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const address = `http://127.0.0.1:${port}${path.replace(/[:*]\w+/g, 'a1')}`;
  const body = ['POST', 'PUT', 'PATCH'].includes(method) ? JSON.stringify({ item: 'x' }) : undefined;
  const response = await fetch(address, {
    method: method === 'ALL' ? 'POST' : method,
    redirect: 'manual',
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  answers.push({ method, path, status: response.status });
}
server.close();
server.closeAllConnections();
console.log(JSON.stringify({ routes, answers }));
