import { execFileSync } from 'node:child_process';

execFileSync(process.execPath, ['node_modules/@react-router/dev/bin.js', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
const { createRequestHandler } = await import('react-router');
const build = await import('./build/server/index.js');
const handle = createRequestHandler(build, 'production');
console.error = () => undefined;

interface Route {
  readonly id: string;
  readonly parentId?: string;
  readonly path?: string;
  readonly index?: boolean;
  readonly module: any;
}
const table = Object.values<Route>(build.routes);
const parentOf = (route: Route): Route | undefined => table.find(({ id }) => id === route.parentId);

function pathOf(route: Route): string {
  const parent = parentOf(route);
  const above = parent === undefined ? '' : pathOf(parent);
  const own = (route.path ?? '').replaceAll('?', '').replace(/^\/|\/$/g, '');
  return own === '' ? above : `${above === '/' ? '' : above}/${own}`;
}

const childrenOf = (route: Route): readonly Route[] => table.filter(({ parentId }) => parentId === route.id);

/** A page at or below the route. */
function leafOf(route: Route): Route {
  const [first] = childrenOf(route);
  return first === undefined ? route : leafOf(first);
}

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly location?: string;
}
const answers: Answer[] = [];

async function ask(method: string, path: string, address: string): Promise<void> {
  const init = method === 'GET' ? {} : { body: 'name=a1', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const response = await handle(new Request(`http://localhost${address}`, { method, redirect: 'manual', ...init }));
  const text = await response.text();
  // A redirect as the router's own script is told of it.
  const parts = response.status === 202 ? JSON.parse(text.split('\n')[0] ?? '[]') : [];
  const told = parts.indexOf('redirect') < 0 ? undefined : String(parts[parts.indexOf('redirect') + 1]);
  const location = response.headers.get('location') ?? told;
  answers.push({ method, path, status: told === undefined ? response.status : 302, ...(location && { location }) });
}

for (const route of table) {
  const path = pathOf(route) || '/';
  const sample = (of: Route): string => (pathOf(of) || '/').replace(/:\w+/g, 'a1').replace('*', 'a1');
  const isPathless = !route.index && route.parentId !== undefined && (route.path ?? '') === '';
  const isLayout = route.parentId === undefined || isPathless || childrenOf(route).some(({ index }) => index);
  const isResource = route.module.default === undefined;
  // The data of this route alone.
  const page = isLayout ? sample(leafOf(route)) : sample(route);
  const data = `${page === '/' ? '/_root' : page}.data?_routes=${encodeURIComponent(route.id)}`;
  if (route.module.loader) await ask('GET', isLayout ? `${path === '/' ? '' : path}/*` : path, isResource ? page : data);
  if (!route.module.action || isPathless) continue;
  const target = sample(route);
  for (const method of route.module.handle?.methods ?? ['POST'])
    await ask(method, path, isResource ? target : `${target === '/' ? '/_root' : target}.data${route.index ? '?index' : ''}`);
}
console.log(JSON.stringify({ routes: answers.map(({ method, path }) => ({ method, path })), answers }));
process.exit(0);
