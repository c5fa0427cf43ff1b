import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, createNitro, prepare } from 'nitropack';

/** Nitro's own scan of the folders, then the server that it builds. */
const rootDir = fileURLToPath(new URL('.', import.meta.url));
const log = console.log;
console.log = () => undefined;
const nitro = await createNitro({ rootDir, preset: 'node', dev: false, logLevel: 0, minify: false, output: { dir: `${rootDir}.output` } });
await prepare(nitro);
await build(nitro);

const scanned = nitro.scannedHandlers
  .filter((handler) => handler.route !== undefined && handler.middleware !== true)
  .map(({ method, route = '' }) => ({ method: (method ?? 'all').toUpperCase(), path: route.replace(/\*\*:?/g, '*') }));

const entry = `${rootDir}.output/server/index.mjs`;
if (!existsSync(entry)) throw new Error('nothing was built');
process.env.NITRO_PORT = '0';
const { listener } = await import(pathToFileURL(entry).href);
const { createServer } = await import('node:http');
const server = createServer(listener);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

const ask = async (method: string, path: string) => {
  const sample = path.replace(/:\w+/g, 'saw').replace(/\*\w*/g, 'a1');
  const body = /^(POST|PUT|PATCH)$/.test(method) ? JSON.stringify({ id: 'x', name: 'x' }) : undefined;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}${sample}`, { method, redirect: 'manual', ...(body && { body, headers }) });
  return { method, path, status: response.status, location: response.headers.get('location') ?? undefined };
};

/** A file for all methods that tells them apart is a route for each that it answers in its own way. */
const routes = [];
const answers = [];
for (const { method, path } of scanned) {
  if (method !== 'ALL') {
    routes.push({ method, path });
    answers.push(await ask(method, path));
    continue;
  }
  const other = await ask('PROPFIND', path);
  const named = [];
  for (const name of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) named.push(await ask(name, path));
  const own = named.filter(({ status }) => status !== other.status);
  const all = own.length === 0 || other.status < 400 ? [...own, { ...other, method: 'ALL' }] : own;
  routes.push(...all.map((answer) => ({ method: answer.method, path })));
  answers.push(...all);
}
server.close();
await nitro.close();
rmSync(`${rootDir}.output`, { recursive: true, force: true });
rmSync(`${rootDir}.nitro`, { recursive: true, force: true });
log(JSON.stringify({ routes, answers }));
process.exit(0);
