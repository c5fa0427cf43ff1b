import { inspectRoutes } from 'hono/dev';
import app from './src/app.ts';

/** Hono's own table of routes, without the middleware, in Routewarden's notation. */
const routes = inspectRoutes(app)
  .filter((route) => !route.isMiddleware)
  .map(({ method, path }) => ({ method, path: path.replace(/\{.*\}/g, '').replace(/\?$/, '') }));

const answers = [];
for (const { method, path } of routes) {
  const sample = path.replace(/:year/, '1999').replace(/:\w+/g, 'a1').replace(/\*/g, 'a1');
  const response = await app.request(sample, { method: method === 'ALL' ? 'POST' : method, redirect: 'manual' });
  answers.push({ method, path, status: response.status });
}
console.log(JSON.stringify({ routes, answers }));
