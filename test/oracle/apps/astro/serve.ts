import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'astro';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
await build({ root: '.', logLevel: 'error' });
const { handler, pageMap } = await import('./dist/server/entry.mjs');
const { server: actions } = await import('./dist/server/entrypoint.mjs');
const server = createServer((request, response) => handler(request, response));
await new Promise<void>((resolve) => server.listen(0, resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly location?: string;
}
const answers: Answer[] = [];

async function ask(method: string, path: string, address: string, body = '{"id":"a1"}'): Promise<void> {
  const sent = method === 'GET' ? {} : { body, headers: { 'content-type': path === '/login' ? 'application/x-www-form-urlencoded' : 'application/json', origin } };
  const response = await fetch(origin + address, { method: method === 'ALL' ? 'PUT' : method, redirect: 'manual', ...sent });
  const location = response.headers.get('location');
  answers.push({ method, path, status: response.status, ...(location && { location }) });
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ALL'];

for (const route of JSON.parse(readFileSync('routes.json', 'utf8'))) {
  if (route.origin !== 'project' || route.isPrerendered || route.type !== 'endpoint') continue;
  const path = route.pattern.replace(/\[\.\.\.(\w+)\]/g, '*$1').replace(/\[(\w+)\]/g, ':$1');
  const module = (await pageMap.get(route.entrypoint)()).page();
  for (const method of methods) if (module[method]) await ask(method, path, path.replace(/[:*]\w+/g, 'a1'), path === '/login' ? 'name=a1' : undefined);
}

/** Actions, those in objects by their dotted names. Every other path takes them as well. */
async function askActions(value: object, names: readonly string[]): Promise<void> {
  for (const [name, inner] of Object.entries(value)) {
    const own = [...names, name];
    if (typeof inner === 'function') await ask('POST', `/_actions/${own.join('.')}`, `/_actions/${own.join('.')}`);
    else await askActions(inner, own);
  }
}
await askActions(actions, []);

console.log(JSON.stringify({ routes: answers.map(({ method, path }) => ({ method, path })), answers }));
process.exit(0);
