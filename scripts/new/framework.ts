import type { GeneratedFile } from '../generate/generated-file.ts';

/** An adapter for a framework with one file a route, with a fixture. */
export function newFramework(name: string): readonly GeneratedFile[] {
  return [
    { path: `core/src/frameworks/${name}/index.ts`, text: adapter(name) },
    { path: `core/src/frameworks/${name}/routes.ts`, text: routes(name) },
    { path: `test/frameworks/${name}/fixtures/exported-methods/package.json`, text: manifest(name) },
    { path: `test/frameworks/${name}/fixtures/exported-methods/${name}/orders.ts`, text: fixture() },
  ];
}

function manifest(name: string): string {
  return `${JSON.stringify({ name: 'fixture', dependencies: { [name]: '*' } }, undefined, 2)}\n`;
}

function adapter(name: string): string {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return `import { anything, invoke } from '../../flow/index.ts';
import type { Framework } from '../framework.ts';
import { collectRoutes, isRouteFile } from './routes.ts';

const framework: Framework = {
  id: '${name}',
  title: '${title}',
  packages: ['${name}'],
  tokens: ['${name}'],
  isRouteFile,
  libraries: [],
  start(host) {
    return {
      routes: () => collectRoutes(host),
      runner: () => ({
        run(step, from) {
          const state = from.fork();
          const [shape] = step.value.shapes;
          if (shape?.k !== 'closure') return { passed: state, unknown: 'it could not be followed' };
          invoke(host.machine, { closure: shape.closure, args: [anything], at: step.at, state, open: true });
          return { passed: state };
        },
      }),
    };
  },
};
export default framework;
`;
}

function routes(name: string): string {
  return `import type { AdapterHost, RouteDraft } from '../framework.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const routeFile = /(?:^|\\/)${name}\\/(.+)\\.[cm]?[jt]s$/;

/** Each file below \`${name}/\` is one path; it exports a function per method. */
export function isRouteFile(path: string): boolean {
  return routeFile.test(path);
}

/** The routes of all route files, in order of path and method. */
export function collectRoutes(host: AdapterHost): readonly RouteDraft[] {
  return host.files.flatMap((file) => {
    const path = routeFile.exec(file)?.[1];
    return path === undefined ? [] : methods.flatMap((method) => routeOf(host, { file, method, path: \`/\${path}\` }));
  });
}

function routeOf({ machine, facts }: AdapterHost, { file, method, path }: { file: string; method: string; path: string }): readonly RouteDraft[] {
  const exported = facts(file)?.exports.find((fact) => fact.kind !== 'star' && fact.name === method);
  const value = exported === undefined ? undefined : machine.exported(file, method, machine.base);
  if (exported === undefined || value === undefined) return [];
  const at = { file, start: exported.start, end: exported.end };
  return [{ framework: '${name}', method, path, at, steps: [{ value, name: method, at, mount: '', role: 'handler' }], later: [], file, group: \`${name}:\${file}\` }];
}
`;
}

function fixture(): string {
  return `// shows: folders
export async function GET() { // route: GET /orders none
  return Response.json([]);
}

export async function DELETE() { // expect: missing-authentication "DELETE /orders" // route: DELETE /orders none
  return new Response(null, { status: 204 });
}
`;
}
