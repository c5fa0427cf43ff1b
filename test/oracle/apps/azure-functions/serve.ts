/**
 * The host of Azure Functions does not run here. The package itself says what has been registered: in test mode it hands its
 * registrations to a core module of ours. A key is demanded by the host, which answers 401 without one.
 */
interface Registration {
  readonly metadata: { readonly bindings: Record<string, { type: string; authLevel?: string; methods?: string[]; route?: string }>; readonly name: string };
  readonly callback: (request: unknown, context: unknown) => Promise<{ status?: number; headers?: Record<string, string> } | undefined>;
}

const registered: Registration[] = [];
const Module = require('node:module');
const load = Module._load;
const core = {
  version: '1.0.0',
  hostVersion: '4.0.0',
  setProgrammingModel: () => undefined,
  registerFunction: (metadata: Registration['metadata'], callback: Registration['callback']) => registered.push({ metadata, callback }),
  registerHook: () => ({ dispose: () => undefined }),
  log: () => undefined,
  Disposable: class {},
};
Module._load = (name: string, ...rest: unknown[]) => (name === '@azure/functions-core' ? core : load(name, ...rest));

async function main(): Promise<void> {
  const { HttpRequest } = require('@azure/functions');
  require('./src/functions/rooms.ts');
  require('./src/functions/desk.ts');

  const prefix = require('./host.json').extensions.http.routePrefix;
  const routes: { method: string; path: string }[] = [];
  const answers: { method: string; path: string; status: number; location?: string }[] = [];
  for (const { metadata, callback } of registered) {
    const trigger = Object.values(metadata.bindings).find((binding) => binding.type === 'httpTrigger');
    if (trigger === undefined) continue;
    const path = `/${prefix}/${trigger.route ?? metadata.name}`.replace(/\{\*(\w+)\}/g, '*$1').replace(/\{(\w+)[^}]*\}/g, ':$1');
    for (const method of trigger.methods ?? []) {
      routes.push({ method, path });
      const url = `http://localhost${path.replace(/[:*]\w+/g, '1')}`;
      const body = method === 'GET' ? undefined : { string: '{}' };
      const answer =
        trigger.authLevel === 'anonymous'
          ? await callback(new HttpRequest({ method, url, params: { id: '1', path: 'a' }, ...(body && { body }) }), { log: () => undefined })
          : { status: 401 };
      answers.push({ method, path, status: answer?.status ?? 200, location: answer?.headers?.location });
    }
  }
  console.log(JSON.stringify({ routes, answers }));
}

void main();
