import { createServer } from './src/server.ts';

const server = await createServer();
await server.initialize();

/** Hapi's own table of routes, in Routewarden's notation. */
const routes = server.table().map(({ method, path }) => ({
  method: method === '*' ? 'ALL' : method.toUpperCase(),
  path: path.replace(/\{(\w+)\*\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1'),
}));

const answers = [];
for (const { method, path } of routes) {
  const url = path.replace(/[:*]\w+/g, 'a1');
  const response = await server.inject({ method: method === 'ALL' ? 'POST' : method, url });
  answers.push({ method, path, status: response.statusCode, location: response.headers.location });
}
await server.stop();
console.log(JSON.stringify({ routes, answers }));
