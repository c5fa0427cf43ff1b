import Fastify from 'fastify';
import fp from 'fastify-plugin';
import greenhouse from './src/app.ts';

const app = Fastify();
const found = new Map<string, { method: string; path: string }>();

/** Fastify tells its own routes, in Routewarden's notation. The HEAD routes that it adds to those for GET are left out. */
app.addHook('onRoute', ({ method, url }) => {
  const methods = [method].flat();
  if (methods.join() === 'HEAD') return;
  const path = url.replace(/\(.*?\)/g, '').replace(/(?<=.)\/$/, '');
  for (const one of methods.length > 5 ? ['ALL'] : methods) found.set(`${one} ${path}`, { method: one, path });
});
app.register(fp(greenhouse));
await app.ready();

const payload = { name: 'Basil', amount: 3 };
const routes = [...found.values()];
const answers = [];
for (const { method, path } of routes) {
  const url = path.replace(/\*/g, 'a1').replace(/:\w+/g, '7');
  const reads = method === 'GET' || method === 'DELETE';
  const verb = method === 'ALL' ? 'POST' : (method as 'GET' | 'POST');
  const { statusCode, headers } = await app.inject({ method: verb, url, ...(!reads && { payload }) });
  const { location } = headers;
  answers.push({ method, path, status: statusCode, ...(location !== undefined && { location }) });
}
await app.close();
console.log(JSON.stringify({ routes, answers }));
