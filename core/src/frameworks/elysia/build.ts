import {
  elementsOf,
  findConstant,
  findString,
  type Machine,
  mayConcernIdentity,
  type ObjectId,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import { joinPaths, normalisePath } from '../paths.ts';
import type { ElysiaNote, Hook, HookKind, Options, Scope } from './notes.ts';

/** A route with all hooks that run before its handler, in the order in which its instances added them. */
export interface BuiltRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: Value;
  readonly handlerAt: Location;
  readonly at: Location;
  readonly hooks: readonly Hook[];
  /** Hooks that its instances got too late to run for it. */
  readonly later: readonly Hook[];
  readonly validated: ReadonlySet<InputPart>;
  /** Options that an instance further up may know as macros. */
  readonly pending: ReadonlyMap<string, Value>;
  readonly optionsAt: Location;
  readonly partial: string | undefined;
  readonly mounts: readonly Location[];
  readonly group: string;
}

interface Instance {
  readonly id: ObjectId;
  readonly prefix: string | undefined;
  readonly detached: boolean;
  hooks: Hook[];
  readonly routes: { route: BuiltRoute; seen: number }[];
  readonly macros: Map<string, Value>;
  readonly validated: { part: InputPart; scope: Scope }[];
}

/** What a route's or a guard's options come to. */
interface Effects {
  readonly hooks: readonly Hook[];
  readonly validated: readonly InputPart[];
  readonly pending: ReadonlyMap<string, Value>;
}

const parts: Readonly<Record<string, InputPart>> = {
  body: 'body',
  query: 'query',
  params: 'params',
  headers: 'headers',
  cookie: 'cookies',
};
/** Options that are neither hooks nor schemas; any other name is a macro's. */
const plain = new Set([
  'as',
  'response',
  'detail',
  'tags',
  'type',
  'parse',
  'afterHandle',
  'mapResponse',
  'afterResponse',
  'error',
  'config',
  'schema',
  'seed',
  'open',
  'message',
  'close',
  'drain',
  'upgrade',
  'introspect',
]);
const hookOptions: Readonly<Record<string, HookKind>> = {
  transform: 'transform',
  derive: 'derive',
  beforeHandle: 'beforeHandle',
  resolve: 'resolve',
};

/** Replays the notes with the semantics of Elysia 1.4; gives the routes of every instance that no other one has taken. */
export function buildRoutes(m: Machine, notes: readonly ElysiaNote[]): readonly BuiltRoute[] {
  const instances = new Map<ObjectId, Instance>();
  const taken = new Set<ObjectId>();
  for (const note of notes) {
    if (note.kind === 'instance') {
      const outer = note.within === undefined ? undefined : instances.get(note.within);
      instances.set(note.id, {
        id: note.id,
        prefix: note.prefix,
        detached: note.detached,
        hooks: [],
        routes: [],
        macros: new Map(outer?.macros),
        validated: [],
      });
      continue;
    }
    const on = instances.get(note.on);
    if (on === undefined) continue;
    apply(m, instances, taken, on, note);
  }
  const roots = [...instances.values()].filter(({ id }) => !taken.has(id));
  return roots.flatMap((root) => {
    const requests = root.hooks.filter((hook) => hook.kind === 'request');
    return root.routes.map(({ route, seen }) => {
      const built = withLater(route, root, seen);
      return { ...built, hooks: [...requests, ...built.hooks, ...unresolved(built.pending, built.optionsAt)] };
    });
  });
}

function apply(
  m: Machine,
  instances: ReadonlyMap<ObjectId, Instance>,
  taken: Set<ObjectId>,
  on: Instance,
  note: Exclude<ElysiaNote, { kind: 'instance' }>,
): void {
  switch (note.kind) {
    case 'hook':
      on.hooks.push(note.hook);
      return;
    case 'as':
      on.hooks = on.hooks.map((hook) => ({ ...hook, scope: wider(hook.scope, note.scope) }));
      for (const entry of on.validated) entry.scope = wider(entry.scope, note.scope);
      return;
    case 'macro':
      for (const [name, value] of note.name === undefined ? fieldsOf(m, note.value) : [[note.name, note.value] as const])
        on.macros.set(name, value);
      return;
    case 'guard': {
      const as = fieldsOf(m, note.options.value).get('as');
      const scope = as === undefined ? 'local' : toScope(findString(as));
      const effects = effectsOf(m, on.macros, note.options, scope);
      on.hooks.push(...effects.hooks, ...unresolved(effects.pending, note.options.at));
      for (const part of effects.validated) on.validated.push({ part, scope });
      return;
    }
    case 'route': {
      const effects = effectsOf(m, on.macros, note.options, 'local');
      add(m, on, {
        method: note.method,
        path: normalisePath(note.path ?? ''),
        handler: note.handler,
        handlerAt: note.handlerAt,
        at: note.at,
        hooks: effects.hooks,
        later: [],
        validated: new Set(effects.validated),
        pending: effects.pending,
        optionsAt: note.options.at,
        partial: partialOf(on, note.path),
        mounts: [],
        group: `elysia:${on.id}`,
      });
      return;
    }
    case 'take': {
      const child = instances.get(note.child);
      if (child === undefined || child === on) return;
      taken.add(child.id);
      take(m, on, child, note);
      return;
    }
  }
}

function take(m: Machine, on: Instance, child: Instance, note: Extract<ElysiaNote, { kind: 'take' }>): void {
  if (note.hooks) for (const [name, value] of child.macros) if (!on.macros.has(name)) on.macros.set(name, value);
  const effects = note.options === undefined ? undefined : effectsOf(m, on.macros, note.options, 'local');
  for (const { route, seen } of [...child.routes]) {
    const inner = withLater(route, child, seen);
    add(m, on, {
      ...inner,
      path: joinPaths(normalisePath(note.prefix ?? ''), inner.path),
      hooks: [...(effects?.hooks ?? []), ...inner.hooks],
      validated: new Set([...inner.validated, ...(effects?.validated ?? [])]),
      pending: new Map([...inner.pending, ...(effects?.pending ?? [])]),
      partial:
        (note.prefix === undefined && !note.hooks ? 'part of its path could not be evaluated' : undefined) ??
        withoutDetached(inner.partial),
      mounts: [note.at, ...inner.mounts],
    });
  }
  if (!note.hooks) {
    on.hooks.push(...child.hooks.filter((hook) => hook.kind === 'request' || hook.kind === 'decorate'));
    return;
  }
  for (const hook of child.hooks) {
    if (hook.scope === 'scoped') on.hooks.push({ ...hook, scope: 'local' });
    if (hook.scope === 'global') on.hooks.push(hook);
  }
  for (const { part, scope } of child.validated) {
    if (scope === 'scoped') on.validated.push({ part, scope: 'local' });
    if (scope === 'global') on.validated.push({ part, scope });
  }
}

/** A route is added to an instance: what the instance has by now runs before the route's own hooks. */
function add(m: Machine, on: Instance, route: BuiltRoute): void {
  const effects = resolvePending(m, on.macros, route);
  on.routes.push({
    route: {
      ...route,
      path: joinPaths(normalisePath(on.prefix ?? ''), route.path),
      hooks: [...on.hooks.filter((hook) => hook.kind !== 'request' && !route.hooks.includes(hook)), ...route.hooks, ...effects.hooks],
      validated: new Set([...route.validated, ...effects.validated, ...on.validated.map(({ part }) => part)]),
      pending: effects.pending,
      partial: route.partial ?? (on.prefix === undefined ? 'part of its path could not be evaluated' : undefined),
    },
    seen: on.hooks.length,
  });
}

function resolvePending(m: Machine, macros: ReadonlyMap<string, Value>, route: BuiltRoute): Effects {
  const hooks: Hook[] = [];
  const validated: InputPart[] = [];
  const pending = new Map<string, Value>();
  for (const [name, value] of route.pending) {
    const macro = macros.get(name);
    if (macro === undefined) pending.set(name, value);
    else {
      const effects = expand(m, macros, name, macro, value, route.optionsAt, 'local', 0);
      hooks.push(...effects.hooks);
      validated.push(...effects.validated);
    }
  }
  return { hooks, validated, pending };
}

/** With the hooks that came too late. Those of requests run for every route. */
function withLater(route: BuiltRoute, instance: Instance, seen: number): BuiltRoute {
  const after = instance.hooks.slice(seen);
  return { ...route, later: [...route.later, ...after.filter((hook) => hook.kind !== 'request' && hook.kind !== 'decorate')] };
}

const detachedReason = 'the function that registers it is called by code that could not be followed';

function partialOf(on: Instance, path: string | undefined): string | undefined {
  if (path === undefined) return 'part of its path could not be evaluated';
  return on.detached ? detachedReason : undefined;
}

const withoutDetached = (partial: string | undefined): string | undefined => (partial === detachedReason ? undefined : partial);

function effectsOf(m: Machine, macros: ReadonlyMap<string, Value>, options: Options, scope: Scope, depth = 0): Effects {
  const hooks: Hook[] = [];
  const validated: InputPart[] = [];
  const pending = new Map<string, Value>();
  const macroHooks: Hook[] = [];
  for (const [name, value] of fieldsOf(m, options.value)) {
    if (isAbsent(value)) continue;
    const part = parts[name];
    const kind = hookOptions[name];
    if (part !== undefined) validated.push(part);
    else if (kind !== undefined)
      for (const item of elementsOf(m, value, m.base) ?? [value]) hooks.push({ kind, scope, value: item, name, at: options.at });
    else if (!plain.has(name)) {
      const macro = macros.get(name);
      if (macro === undefined) pending.set(name, value);
      else {
        const effects = expand(m, macros, name, macro, value, options.at, scope, depth);
        macroHooks.push(...effects.hooks);
        validated.push(...effects.validated);
      }
    }
  }
  return { hooks: [...hooks, ...macroHooks], validated, pending };
}

/** `{ auth: true }`: the macro's own options, which its function makes of the value. */
function expand(
  m: Machine,
  macros: ReadonlyMap<string, Value>,
  name: string,
  macro: Value,
  value: Value,
  at: Location,
  scope: Scope,
  depth: number,
): Effects {
  const none: Effects = { hooks: [], validated: [], pending: new Map() };
  if (depth > 8) return none;
  const [closure] = macro.shapes;
  if (closure?.k !== 'closure' && findConstant(value)?.value === false) return none;
  const options = closure?.k === 'closure' ? m.invoke({ closure: closure.closure, args: [value], at, state: m.base }) : macro;
  const objects = options.shapes.filter((shape) => shape.k === 'object');
  const effects = objects.map((shape) => effectsOf(m, macros, { value: shaped(shape), at }, scope, depth + 1));
  return {
    hooks: effects.flatMap((e) => e.hooks.map((hook) => ({ ...hook, name: `${name}: ${hook.name}` }))),
    validated: effects.flatMap((e) => e.validated),
    pending: new Map(),
  };
}

/** Options that may concern identity and that nothing explains: their guards cannot be seen. */
function unresolved(pending: ReadonlyMap<string, Value>, at: Location): readonly Hook[] {
  return [...pending.keys()].filter(mayConcernIdentity).map((name) => ({
    kind: 'beforeHandle',
    scope: 'local',
    value: { shapes: [], open: true, taints: [], why: `no macro \`${name}\` was found` },
    name,
    at,
  }));
}

function fieldsOf(m: Machine, value: Value | undefined): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  for (const shape of value?.shapes ?? []) {
    if (shape.k !== 'object') continue;
    for (const name of m.info(shape.id).fields) {
      const field = m.getField(shape.id, name, m.base);
      if (field !== undefined) fields.set(name, field);
    }
  }
  return fields;
}

const isAbsent = (value: Value): boolean =>
  !value.open && value.shapes.every((shape) => shape.k === 'constant' && shape.value === undefined);

const toScope = (name: string | undefined): Scope =>
  name === 'global' ? 'global' : name === 'scoped' || name === 'plugin' ? 'scoped' : 'local';

const wider = (a: Scope, b: Scope): Scope =>
  a === 'global' || b === 'global' ? 'global' : a === 'scoped' || b === 'scoped' ? 'scoped' : 'local';
