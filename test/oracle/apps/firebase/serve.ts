import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import * as functions from './src/index';

/**
 * The functions that the entry file exports, by what their packages say of how they are triggered, served by the functions
 * framework, which is what Google runs.
 */
interface Exported {
  readonly __endpoint?: { readonly httpsTrigger?: object; readonly callableTrigger?: object };
}

const own = Object.entries(functions as unknown as Record<string, Exported>).flatMap(([name, fn]) => {
  const { httpsTrigger, callableTrigger } = fn.__endpoint ?? {};
  if (httpsTrigger === undefined && callableTrigger === undefined) return [];
  http(name, fn as never);
  return [{ name, callable: callableTrigger !== undefined }];
});
const targets = [...own, ...['purge', 'weather'].map((name) => ({ name, callable: false }))];

async function ask(name: string, method: string): Promise<{ status: number; location?: string }> {
  const server = getTestServer(name);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const body = method === 'GET' ? undefined : JSON.stringify({ data: { id: 'm1', name: 'x' } });
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const response = await fetch(`http://127.0.0.1:${port}/`, { method, redirect: 'manual', headers, ...(body && { body }) });
  await response.text();
  server.close();
  return { status: response.status, location: response.headers.get('location') ?? undefined };
}

async function main(): Promise<void> {
  const routes: { method: string; path: string }[] = [];
  const answers: { method: string; path: string; status: number; location?: string }[] = [];
  const log = console.log;
  console.log = () => undefined;
  for (const { name, callable } of targets) {
    const path = `/${name}`;
    const add = (method: string, answer: { status: number; location?: string }) => {
      routes.push({ method, path });
      answers.push({ method, path, ...answer });
    };
    if (callable) {
      add('POST', await ask(name, 'POST'));
      continue;
    }
    const other = await ask(name, 'PROPFIND');
    const named = [];
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) named.push({ method, answer: await ask(name, method) });
    const apart = named.filter(({ answer }) => answer.status !== other.status);
    for (const { method, answer } of apart) add(method, answer);
    if (apart.length === 0 || other.status < 400) add('ALL', other);
  }
  log(JSON.stringify({ routes, answers }));
  process.exit(0);
}

void main();
