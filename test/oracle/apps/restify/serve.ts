import type { AddressInfo } from 'node:net';
import { server } from './src/server.ts';

/** Restify's own table of routes, in Routewarden's notation. */
const table = Object.values(server.router.getRoutes() as Record<string, { method: string; path: string }>);
const routes = table.map(({ method, path }) => ({ method, path: path.replace(/(.)\/$/, '$1') }));

server.listen(0);
await new Promise((resolve) => server.server.once('listening', resolve));
const { port } = server.address() as AddressInfo;
const answers = [];
for (const { method, path } of routes) {
  const sample = path.replace(/:\w+/g, 'a1');
  const response = await fetch(`http://localhost:${port}${sample}`, { method, redirect: 'manual', signal: AbortSignal.timeout(3000) });
  answers.push({ method, path, status: response.status, location: response.headers.get('location') ?? undefined });
}
console.log(JSON.stringify({ routes, answers }));
process.exit(0);
