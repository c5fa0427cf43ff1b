import { app } from './src/app.ts';

/** Elysia's own table of routes, in Routewarden's notation. */
const routes = app.routes.map(({ method, path }) => ({ method, path: path.replace(/(.)\/$/, '$1').replace(/\?$/, '') }));

const answers = [];
for (const { method, path } of routes) {
  const sample = path.replace(/:\w+/g, '12').replace(/\*/g, 'a1');
  const body = method === 'POST' || method === 'PATCH' || method === 'PUT' ? JSON.stringify({ name: 'x', room: 1 }) : undefined;
  const request = new Request(`http://localhost${sample}`, {
    method: method === 'ALL' ? 'POST' : method,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  answers.push({ method, path, status: (await app.handle(request)).status });
}
console.log(JSON.stringify({ routes, answers }));
