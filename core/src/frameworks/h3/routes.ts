import { elementsOf, type Machine, type State, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import type { ServerFile } from './files.ts';
import { findPlace } from './project.ts';

/** The routes of every `server/` folder, each after the middleware of its application. */
export function collectFileRoutes(host: AdapterHost): readonly RouteDraft[] {
  const places = host.files.flatMap((file) => {
    const place = findPlace(host, file);
    return place === undefined ? [] : [{ file, place }];
  });
  const middleware = places.flatMap(({ file, place }): readonly Middleware[] =>
    place.kind === 'middleware' ? [{ name: place.path, root: place.root, steps: stepsOf(host, file, place) }] : [],
  );
  return places.flatMap(({ file, place }) =>
    place.kind === 'route' ? draftsOf(host, file, place, middlewareFor(middleware, place.root)) : [],
  );
}

interface Middleware {
  readonly name: string;
  readonly root: string;
  readonly steps: readonly Step[];
}

/** That of the application and its layers: each folder's own by name, the application's first. */
function middlewareFor(all: readonly Middleware[], root: string): readonly Step[] {
  const rank = (one: Middleware): string => `${isLayer(one.root) ? `1 ${one.root}` : '0'} ${one.name}`;
  return all
    .filter((one) => one.root === root || applicationOf(one.root) === applicationOf(root))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .flatMap((one) => one.steps);
}

/** `apps/web/layers/billing/server` → `apps/web`. */
const applicationOf = (root: string): string => root.replace(/(^|\/)(layers\/[^/]+\/)?(src\/)?(server)?$/, '');
const isLayer = (root: string): boolean => /(^|\/)layers\/[^/]+(\/|$)/.test(root);

function draftsOf(host: AdapterHost, file: string, place: ServerFile, before: readonly Step[]): readonly RouteDraft[] {
  const steps = stepsOf(host, file, place);
  const last = steps.at(-1);
  if (last === undefined) return [];
  const insertion = insertionOf(host.machine, last.value);
  return [
    {
      framework: 'h3',
      method: place.method,
      path: place.path,
      at: last.at,
      steps: [...before, ...steps],
      later: [],
      file,
      group: `h3:${file.replace(/\/[^/]*$/, '')}`,
      ...(place.method === 'ALL' && { methods: 'any' as const }),
      ...(insertion !== undefined && { insertion }),
    },
  ];
}

/** The file's default export as steps: the handler, with what an object form runs before it. */
function stepsOf(host: AdapterHost, file: string, place: ServerFile): readonly Step[] {
  const { machine } = host;
  const exported = host.facts(file)?.exports.find((e) => e.kind !== 'star' && e.name === 'default');
  const value = exported === undefined ? undefined : machine.exported(file, 'default', machine.base);
  if (exported === undefined || value === undefined) return [];
  const at: Location = { file, start: exported.start, end: exported.end };
  const isRoute = place.kind === 'route';
  const name = isRoute ? 'handler' : place.path.replace(/^.*\//, '');
  return toSteps(machine, value, name, at, isRoute ? 'handler' : 'middleware', machine.base).map((step) =>
    isRoute ? step : { ...step, shared: true as const },
  );
}

/** `{ onRequest: [guard], middleware: [guard], handler }`, or the function itself. */
export function toSteps(m: Machine, value: Value, name: string, at: Location, role: Step['role'], state: State): readonly Step[] {
  const [shape] = value.shapes;
  const handler = shape?.k === 'object' ? m.getField(shape.id, 'handler', state) : undefined;
  if (shape?.k !== 'object' || handler === undefined) return [{ value, name, at, mount: '', role }];
  const before = (['onRequest', 'middleware'] as const).flatMap((field) => {
    const given = m.getField(shape.id, field, state);
    const items = given === undefined ? [] : (elementsOf(m, given, state) ?? [given]);
    return items.map((item): Step => {
      const step: Step = { value: item, name: field, at, mount: '', role: 'middleware' };
      return field === 'onRequest' ? { ...step, phase: 'hook' } : step;
    });
  });
  // `defineValidatedHandler({ validate: { body: schema }, handler })`
  const schemas = m.getField(shape.id, 'validate', state);
  const validation: readonly Step[] =
    schemas === undefined ? [] : [{ value: schemas, name: 'validate', at, mount: '', role: 'middleware', phase: 'validate' }];
  return [...before, ...validation, ...toSteps(m, handler, name, at, role, state)];
}
