import type { Machine, ObjectId, Shape, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { noBinding } from '../../syntax/facts.ts';
import { type FileFacts, walkFile } from '../../syntax/index.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import type { FetchNote } from './notes.ts';
import { pathsWithin } from './paths-within.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

export function collectRoutes(host: AdapterHost, notes: readonly FetchNote[]): readonly RouteDraft[] {
  const m = host.machine;
  const drafts = [
    ...host.files.flatMap((file) => exportedHandler(host, file)),
    ...notes.flatMap((note) => servedBy(m, note)),
    ...routersOf(m, notes),
  ];
  return drafts.sort((a, b) => (a.file === b.file ? a.at.start - b.at.start : a.file < b.file ? -1 : 1));
}

/** `export default { fetch(request, env) {…} }`, or a class with such a method. */
function exportedHandler(host: AdapterHost, file: string): readonly RouteDraft[] {
  const { machine: m, facts } = host;
  const exported = facts(file)?.exports.find((e) => e.kind !== 'star' && e.name === 'default');
  const value = exported === undefined ? undefined : m.exported(file, 'default', m.base);
  const [shape] = value?.shapes ?? [];
  if (exported === undefined || shape === undefined || !isOfRuntime(host, file)) return [];
  const at: Location = { file, start: exported.start, end: exported.end };
  if (shape.k === 'object' && m.info(shape.id).kind === 'plain') {
    const handler = m.getField(shape.id, 'fetch', m.base);
    return handler === undefined ? [] : wholeServer(m, handler, at);
  }
  if (shape.k !== 'class') return [];
  const method = m.classFacts(shape.file, shape.class)?.members.find((member) => !member.static && member.name === 'fetch');
  if (method?.fn === undefined || !extendsEntrypoint(m, shape)) return [];
  return wholeServer(
    m,
    { shapes: [{ k: 'closure', closure: { file: shape.file, fn: method.fn, frame: shape.frame } }], open: false, taints: [] },
    at,
  );
}

/** Packages of runtimes that look for such an export. */
const runtimes = [
  ...['wrangler', '@cloudflare/workers-types', '@cloudflare/vite-plugin', '@cloudflare/vitest-pool-workers', 'miniflare'],
  ...['itty-router', 'bun-types', '@types/bun'],
];

/** True in a package for such a runtime; other programs export objects with a `fetch` for purposes of their own. */
function isOfRuntime(host: AdapterHost, file: string): boolean {
  const entries = host.machine.program.entries(host.packageFolder(file)) ?? [];
  return (
    runtimes.some((name) => host.dependsOn(file, name)) || entries.some(({ name }) => /^(wrangler\.(toml|jsonc?)|deno\.jsonc?)$/.test(name))
  );
}

function extendsEntrypoint(m: Machine, { file, class: id }: Extract<Shape, { k: 'class' }>): boolean {
  const base = m.classFacts(file, id)?.superClass;
  return base?.k === 'name' && m.program.facts(file)?.bindings[base.binding]?.import?.imported === 'WorkerEntrypoint';
}

function servedBy(m: Machine, note: FetchNote): readonly RouteDraft[] {
  if (note.kind === 'server') return wholeServer(m, note.handler, note.at);
  if (note.kind !== 'served') return [];
  const at = functionPlace(m, note.handler) ?? note.at;
  const draft = draftOf(m, note.method, note.path, note.handler, at, note.group);
  return [{ ...draft, steps: draft.steps.map((step) => ({ ...step, phase: 'router' })) }];
}

/** One function that gets every request: a route for each path that it knows, and one for all others. */
function wholeServer(m: Machine, handler: Value, at: Location): readonly RouteDraft[] {
  const closure = handler.shapes.find((shape): shape is ClosureShape => shape.k === 'closure');
  const facts = closure === undefined ? undefined : m.program.facts(closure.closure.file);
  if (closure === undefined || facts === undefined || handler.shapes.length > 1) return [];
  const group = `fetch:${at.file}`;
  const paths = pathsWithin(facts);
  const others = handsOn(m, closure.closure.file, facts) ? [] : [fallbackOf(draftOf(m, 'ALL', '/*', handler, at, group))];
  return [...paths.map((path) => draftOf(m, 'ALL', path, handler, at, group)), ...others];
}

const fallbackOf = (draft: RouteDraft): RouteDraft => ({ ...draft, fallback: true });

/** `router.fetch(request, env)`: the routes of the router are what is served then. */
function handsOn(m: Machine, file: string, facts: FileFacts): boolean {
  const frame = m.moduleFrame(file);
  let found = false;
  walkFile(facts, (e) => {
    if (frame === undefined || e.k !== 'call' || e.callee.k !== 'member' || !/^(fetch|handle)$/.test(e.callee.property)) return;
    const { object } = e.callee;
    if (object.k !== 'name' || object.binding === noBinding) return;
    const served = m.readName(object.name, object.binding, frame, m.base);
    if (served.shapes.some((shape) => shape.k === 'object' && m.info(shape.id).kind === 'adapter')) found = true;
  });
  return found;
}

function functionPlace(m: Machine, value: Value): Location | undefined {
  const closure = value.shapes.find((shape): shape is ClosureShape => shape.k === 'closure')?.closure;
  const fn = closure === undefined ? undefined : m.program.facts(closure.file)?.functions[closure.fn];
  return closure === undefined || fn === undefined
    ? undefined
    : { file: closure.file, start: fn.start, end: Math.min(fn.bodyStart, fn.end) };
}

function draftOf(m: Machine, method: string, path: string, handler: Value, at: Location, group: string): RouteDraft {
  const insertion = insertionOf(m, handler);
  return {
    framework: 'fetch',
    method,
    path: joinPaths(path.replace(/\*+$/, '*')),
    at,
    steps: [{ value: handler, name: 'fetch', at, mount: '', role: 'handler' }],
    later: [],
    file: at.file,
    group,
    ...(method === 'ALL' && { methods: 'any' as const }),
    ...(insertion !== undefined && { insertion }),
  };
}

type Registered = Extract<FetchNote, { kind: 'registered' }>;

/** itty's routers: what is registered runs in order until something is returned. */
function routersOf(m: Machine, notes: readonly FetchNote[]): readonly RouteDraft[] {
  return notes.flatMap((note): readonly RouteDraft[] => {
    if (note.kind !== 'router') return [];
    const own = notes.flatMap((other) => (other.kind === 'registered' && other.on === note.id ? [other] : []));
    const before = note.before.map(
      (value): Step => ({ value, name: 'before', at: own[0]?.at ?? nowhere, mount: '', role: 'middleware', shared: true }),
    );
    return own.flatMap((registration, index) => routeOf(m, note.id, note.base, before, own, registration, index));
  });
}

const nowhere: Location = { file: '', start: 0, end: 0 };

function routeOf(
  m: Machine,
  id: ObjectId,
  base: string,
  before: readonly Step[],
  all: readonly Registered[],
  registration: Registered,
  index: number,
): readonly RouteDraft[] {
  const { method, path, handlers, at } = registration;
  const last = handlers.at(-1);
  // `router.all('*', requireUser)` is there for what follows, or for what nothing else answers.
  if (last === undefined || isRouterHandler(m, last.value)) return [];
  if (method === 'ALL' && (path === '*' || (path?.endsWith('*') === true && !alwaysAnswers(m, last.value)))) return [];
  const covers = (other: Registered): boolean =>
    (other.method === 'ALL' || other.method === method) && other.path !== undefined && path !== undefined && matches(other.path, path);
  const stepsOf = (list: readonly Registered[], role: Step['role']): readonly Step[] =>
    list.flatMap((other) => other.handlers.map((handler): Step => ({ ...handler, mount: '', role, shared: true })));
  const earlier = all.slice(0, index).filter((other) => covers(other));
  const later = all.slice(index + 1).filter((other) => covers(other) && other.path?.endsWith('*') === true);
  const first = handlers[0];
  return [
    {
      framework: 'fetch',
      method,
      path: joinPaths(base, toPath(path ?? '')),
      at,
      steps: [
        ...before,
        ...stepsOf(earlier, 'middleware'),
        ...handlers.map(
          (handler, i): Step => ({ ...handler, mount: '', role: i === handlers.length - 1 ? 'handler' : 'middleware', phase: 'router' }),
        ),
      ],
      later: stepsOf(later, 'middleware'),
      ...(path === undefined && { partial: 'part of its path could not be evaluated' }),
      file: at.file,
      group: `fetch:${id}`,
      ...(method === 'ALL' && { methods: 'any' as const }),
      ...(first !== undefined &&
        first.at.start > at.start && { insertion: { as: 'argument' as const, file: at.file, offset: first.at.start } }),
    },
  ];
}

/** True for a function that ends by returning something. */
function alwaysAnswers(m: Machine, value: Value): boolean {
  return value.shapes.some((shape) => {
    const last = shape.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.body.at(-1) : undefined;
    return last?.s === 'return' && last.value !== undefined;
  });
}

/** `router.all('/api/*', api.fetch)`: the other router's own routes have their whole paths. */
function isRouterHandler(m: Machine, value: Value): boolean {
  return value.shapes.some(
    (shape) =>
      (shape.k === 'library' && /^itty-router#<router>\.(fetch|handle)$/.test(shape.key)) ||
      (shape.k === 'object' && m.info(shape.id).kind === 'adapter'),
  );
}

/** `/files/:path+` → `/files/*path`, `/:id?` → `/:id`. */
const toPath = (path: string): string => path.replace(/:(\w+)\+/g, '*$1').replace(/:(\w+)\?/g, ':$1');

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern, path].map((text) => text.split('/').filter((part) => part !== ''));
  for (const [index, part] of (wanted ?? []).entries()) {
    if (part === '*' && index === (wanted?.length ?? 0) - 1) return true;
    const other = given?.[index];
    if (other === undefined || (!part.startsWith(':') && part !== other)) return false;
  }
  return wanted?.length === given?.length;
}
