import { isProcedure, resolveContractProcedures, unlazyRouter } from '@orpc/server';
import { router } from './src/router.ts';
import { handle } from './src/server.ts';

process.env['SERVICE_KEY'] = 'service';

const values = { id: 'a1', name: 'x' };

/** What declares a method or a path is asked for by these, the rest by its names. */
const routes: { method: string; path: string; address: string; isCall: boolean }[] = [];
await resolveContractProcedures({ router: await unlazyRouter(router), path: [] }, ({ contract, path }) => {
  if (!isProcedure(contract)) throw new Error(`${path.join('.')} is not implemented`);
  const { route } = contract['~orpc'];
  const isCall = route.method === undefined && route.path === undefined;
  const address = isCall ? `/rpc/${path.join('/')}` : `/api${route.path ?? `/${path.join('/')}`}`.replace(/\/$/, '');
  routes.push({ method: route.method ?? 'POST', path: address.replace(/\{(\w+)\}/g, ':$1'), address, isCall });
});

const answers = [];
for (const { method, path, address, isCall } of routes) {
  const url = `http://localhost${address.replace(/\{(\w+)\}/g, values.id)}`;
  const body = JSON.stringify(isCall ? { json: values } : values);
  const request =
    method === 'GET' ? new Request(url) : new Request(url, { method, body, headers: { 'content-type': 'application/json' } });
  answers.push({ method, path, status: (await handle(request)).status });
}
console.log(JSON.stringify({ routes: routes.map(({ method, path }) => ({ method, path })), answers }));
