import { app } from './src/app.ts';

/** h3's own list of routes, in Routewarden's notation. */
const routes = [];
for (const { method, route } of app['~routes'])
  routes.push({ method: method || 'ALL', path: (route ?? '').replace(/\*\*:?/g, '*').replace(/(.)\/$/, '$1') });

const answers = [];
for (const { method, path } of routes) {
  const sample = path.replace(/:\w+/g, '12').replace(/\*\w*/g, 'a1');
  const body = /^(POST|PUT|PATCH)$/.test(method) ? JSON.stringify({ name: 'x', metres: 4 }) : undefined;
  const headers = { 'content-type': 'application/json' };
  const response = await app.request(sample, { method: method === 'ALL' ? 'POST' : method, ...(body && { body, headers }) });
  answers.push({ method, path, status: response.status, location: response.headers.get('location') ?? undefined });
}
console.log(JSON.stringify({ routes, answers }));
