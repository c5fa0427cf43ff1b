import { readdirSync } from 'node:fs';
import { build } from 'vite';

await build({ logLevel: 'error' });
const { Server } = await import('./.svelte-kit/output/server/index.js');
const { manifest } = await import('./.svelte-kit/output/server/manifest.js');
const { hash } = await import('./node_modules/@sveltejs/kit/src/utils/hash.js');

const server = new Server(manifest);
await server.init({ env: {} });
const origin = 'http://localhost';

/** A route's id in Routewarden's notation. */
const pathOf = (id: string): string =>
  `/${id
    .split('/')
    .filter((segment) => segment !== '' && !/^\(.*\)$/.test(segment))
    .map((segment) => segment.replace(/\[\.\.\.(\w+).*?\]/, '*$1').replace(/\[+(\w+)(=\w+)?\]+/, ':$1'))
    .join('/')}`;
const sampleOf = (path: string): string => path.replace(/[:*]\w+/g, 'a1');

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly location?: string;
}
const answers: Answer[] = [];

async function ask(method: string, path: string, address: string, init: RequestInit = {}): Promise<void> {
  const headers = { origin, accept: 'text/html', ...init.headers };
  const request = new Request(origin + address, { method: method === 'ALL' ? 'PUT' : method, ...init, headers });
  const response: Response = await server.respond(request, { getClientAddress: () => '127.0.0.1' });
  const told = response.headers.get('content-type')?.startsWith('application/json') ? await response.json() : undefined;
  const result = toldBy(told);
  const location = response.headers.get('location') ?? result?.location;
  answers.push({ method: nameOf(method, path), path, status: result?.status ?? response.status, ...(location && { location }) });
}

const nameOf = (method: string, path: string): string => (path.startsWith('/') ? method : method === 'GET' ? 'QUERY' : 'ACTION');

/** What the answer to a request for data, or to a remote call, says inside. */
function toldBy(body: any): { status: number; location?: string } | undefined {
  if (body?.type === 'redirect') return { status: 303, location: body.location };
  if (body?.type === 'error' && typeof body.status === 'number') return { status: body.status };
  if (body?.type === 'failure') return { status: body.status };
  const failed = body?.nodes?.find((node: any) => node?.type === 'error');
  return failed === undefined ? undefined : { status: failed.status };
}

const body = 'name=a1&id=a1&book=a1';
const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
/** As JSON, an action answers alone; as a page, the layouts' functions have their say as well. */
const action = { headers: { ...form.headers, accept: 'application/json' }, body };
const layouts = new Map<number, string>();

for (const { id, page, endpoint } of manifest._.routes) {
  const path = pathOf(id);
  const address = sampleOf(path);
  if (endpoint) {
    const module = await endpoint();
    for (const name of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'])
      if (module[name]) {
        const method = name === 'fallback' ? 'ALL' : name;
        const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
        await ask(method, path, address, body);
      }
  }
  if (!page) continue;
  const nodes: number[] = [...page.layouts, page.leaf];
  for (const [index, number] of nodes.entries()) {
    const { server: module, server_id: file } = await manifest._.nodes[number]();
    const only = nodes.map((_, other) => (other === index ? '1' : '0')).join('');
    const data = `${address === '/' ? '' : address}/__data.json?x-sveltekit-invalidated=${only}`;
    if (number !== page.leaf) {
      if (module?.load && !layouts.has(number)) {
        const folder = pathOf(file.replace(/^src\/routes|\/\+layout\.server\.ts$/g, ''));
        layouts.set(number, folder);
        await ask('GET', `${folder === '/' ? '' : folder}/*`, data);
      }
      continue;
    }
    if (module?.load) await ask('GET', path, data);
    for (const name of Object.keys(module?.actions ?? {}))
      await ask('POST', name === 'default' ? path : `${path}?/${name}`, name === 'default' ? address : `${address}?/${name}`, action);
  }
}

const remoteFiles = readdirSync('src/routes', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.remote.ts'));
for (const file of remoteFiles) {
  const module = (await manifest._.remotes[hash(`src/routes/${file}`)]()).default;
  for (const [name, fn] of Object.entries<any>(module)) {
    const path = `${pathOf(file.replace('.remote.ts', '')).slice(1)}.${name}`;
    const address = `/_app/remote/${hash(`src/routes/${file}`)}/${name}`;
    // `["a1"]` as devalue writes it, in base64.
    const payload = Buffer.from('["a1"]').toString('base64url');
    const headers = { 'x-sveltekit-pathname': '/', 'x-sveltekit-search': '', 'content-type': 'application/json' };
    if (fn.__.type === 'query') await ask('GET', path, `${address}?payload=${name === 'listLoans' ? '' : payload}`, { headers });
    else if (fn.__.type === 'command')
      await ask('POST', path, address, { headers, body: JSON.stringify({ payload: name === 'clearLoans' ? '' : payload, refreshes: [] }) });
    else await ask('POST', path, `/?/remote=${encodeURIComponent(fn.__.id)}`, form);
  }
}

const routes = answers.map(({ method, path }) => ({ method, path }));
console.log(JSON.stringify({ routes, answers }));
process.exit(0);
