import { basename, dirname } from '../../base/paths.ts';
import type { Machine, NoteBook, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import type { Endpoint, HandlerPlace } from './endpoint.ts';
import { stepsOf } from './middy.ts';
import { samEndpoints } from './sam-template.ts';
import { serverlessEndpoints } from './serverless-file.ts';
import { programEndpoints } from './serverless-program.ts';

/** The routes of all configurations, with the functions that they name. */
export function collectRoutes(host: AdapterHost, notes: NoteBook<Endpoint>): readonly RouteDraft[] {
  const drafts = new Map<string, RouteDraft>();
  for (const endpoint of [...serverlessEndpoints(host), ...samEndpoints(host), ...programEndpoints(host), ...notes.all()]) {
    const draft = draftOf(host, endpoint);
    if (draft === undefined) continue;
    const key = `${draft.method} ${draft.path} ${draft.file}:${draft.at.start}`;
    if (!drafts.has(key)) drafts.set(key, draft);
  }
  return [...drafts.values()].sort((a, b) => (a.file === b.file ? a.at.start - b.at.start : a.file < b.file ? -1 : 1));
}

function draftOf(host: AdapterHost, endpoint: Endpoint): RouteDraft | undefined {
  const m = host.machine;
  const handler = endpoint.handler === undefined ? undefined : findHandler(host, endpoint.handler, endpoint.at);
  if (handler === undefined) return undefined;
  const { value, at } = handler;
  if (isServedByApplication(m, value)) return undefined;
  const own = stepsOf(m, value, at, m.base);
  const gateway: readonly Step[] =
    endpoint.guard === undefined
      ? []
      : [{ value, name: endpoint.guard.name, at: endpoint.guard.at, mount: '', role: 'middleware', phase: 'gateway' }];
  const last = own.at(-1);
  const insertion = last === undefined ? undefined : insertionOf(m, last.value);
  return {
    framework: 'lambda',
    method: endpoint.method,
    path: endpoint.path,
    at,
    steps: [...gateway, ...own],
    later: [],
    file: at.file,
    group: endpoint.group,
    ...(endpoint.partial !== undefined && { partial: endpoint.partial }),
    ...(endpoint.method === 'ALL' && { methods: 'any' as const }),
    ...(insertion !== undefined && { insertion }),
  };
}

/** `serverlessHttp(app)`: the application's own routes are what the API serves. */
function isServedByApplication(m: Machine, value: Value): boolean {
  return (
    value.shapes.length > 0 &&
    value.shapes.every(
      (shape) =>
        shape.k === 'library' &&
        shape.made?.args.some((arg) => arg.shapes.some((s) => s.k === 'object' && m.info(s.id).kind === 'adapter')),
    )
  );
}

const endings = ['.ts', '.js', '.mts', '.mjs', '.cjs', '.tsx', '/index.ts', '/index.js'];

function findHandler(host: AdapterHost, place: HandlerPlace, at: Location): { readonly value: Value; readonly at: Location } | undefined {
  const m = host.machine;
  if ('value' in place) {
    const own = functionPlace(m, place.value);
    return { value: place.value, at: own ?? at };
  }
  for (const ending of endings) {
    const file = `${place.module}${ending}`;
    const facts = exists(m, file) ? host.facts(file) : undefined;
    if (facts === undefined) continue;
    const value = m.exported(file, place.name, m.base);
    if (value === undefined) return undefined;
    const exported = facts.exports.find((e) => e.kind !== 'star' && e.name === place.name);
    const location = exported === undefined ? functionPlace(m, value) : { file, start: exported.start, end: exported.end };
    return { value, at: location ?? { file, start: 0, end: 0 } };
  }
  return undefined;
}

const exists = (m: Machine, file: string): boolean =>
  m.program.entries(dirname(file))?.some((entry) => !entry.isFolder && entry.name === basename(file)) === true;

/** Where the function begins that a value is. */
function functionPlace(m: Machine, value: Value): Location | undefined {
  for (const shape of value.shapes) {
    if (shape.k !== 'closure') continue;
    const { file, fn } = shape.closure;
    const facts = m.program.facts(file)?.functions[fn];
    if (facts !== undefined) return { file, start: facts.start, end: Math.min(facts.bodyStart, facts.end) };
  }
  return undefined;
}
