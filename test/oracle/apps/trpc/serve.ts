import { appRouter } from './src/app-router.ts';
import { handle } from './src/server.ts';

const input = { id: 'a1', name: 'x', text: 'x', token: 'x', rows: ['x'] };

const procedures = Object.entries(appRouter._def.procedures);
const routes = procedures.map(([path, procedure]) => ({ method: procedure._def.type.toUpperCase(), path }));

const answers = [];
for (const { method, path } of routes) {
  const body = JSON.stringify(input);
  const address = `http://localhost/trpc/${path}`;
  const request =
    method === 'QUERY'
      ? new Request(`${address}?input=${encodeURIComponent(body)}`)
      : new Request(address, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  answers.push({ method, path, status: (await handle(request)).status });
}
console.log(JSON.stringify({ routes, answers }));
