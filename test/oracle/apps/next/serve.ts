import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { SignJWT } from 'jose';

const next = 'node_modules/next/dist/bin/next';
const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
const built = spawnSync(process.execPath, [next, 'build', '--webpack'], { env, encoding: 'utf8' });
if (built.status !== 0) throw new Error(`${built.stdout}\n${built.stderr}`);

const port = await new Promise<number>((resolve) => {
  const server = createServer().listen(0, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
});
const server = spawn(process.execPath, [next, 'start', '--port', String(port)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise<void>((resolve) => {
  server.stdout.on('data', (text) => {
    if (String(text).includes('Ready')) resolve();
  });
});

// Next's own manifest has the paths; a route handler says by `Allow` which methods it has, to those it lets in.
const paths: Record<string, string> = JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8'));
const token = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject('a1').sign(new TextEncoder().encode('for-the-oracle'));
const sampleOf = (path: string): string => `http://127.0.0.1:${port}${path.replace(/\[[^\]]*\]/g, 'a1')}`;
const written = (path: string): string => path.replace(/\[\.\.\.(\w+)\]/g, '*$1').replace(/\[(\w+)\]/g, ':$1');
const routes: { method: string; path: string }[] = [];
const answers: { method: string; path: string; status: number }[] = [];
for (const [entry, path] of Object.entries(paths)) {
  if (!entry.endsWith('/route')) continue;
  const options = await fetch(sampleOf(path), { method: 'OPTIONS', headers: { cookie: `session=${token}` } });
  const methods = (options.headers.get('allow') ?? '').split(', ').filter((method) => !['', 'HEAD', 'OPTIONS'].includes(method));
  for (const method of methods) {
    const response = await fetch(sampleOf(path), { method, ...(['POST', 'PUT', 'PATCH'].includes(method) && { body: '{}' }) });
    routes.push({ method, path: written(path) });
    answers.push({ method, path: written(path), status: response.status });
  }
}
server.kill();
console.log(JSON.stringify({ routes, answers }));
