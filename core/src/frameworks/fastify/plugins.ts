import {
  anything,
  type CallEvent,
  constant,
  elementsOf,
  findConstant,
  findPrefix,
  findString,
  invoke,
  type Machine,
  type ObjectId,
  type Shape,
  type State,
  settle,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { isAutoload, loadFolder } from './autoload.ts';
import { fieldOf, type Notes, newInstance, objectsOf } from './instances.ts';
import type { Path } from './notes.ts';
import { registerPackage } from './packages.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** One plugin that is to be loaded. */
export interface Registration {
  readonly on: ObjectId;
  readonly plugin: Value;
  readonly options: Value | undefined;
  readonly at: Location;
}

/** Plugins load after the code that registers them, one after the other, each with all that it registers; or when awaited. */
export function watchPlugins(m: Machine, notes: Notes): void {
  m.suppliedFunctions.set('fastify:done', () => undefinedValue);
  m.callHooks.set('fastify#<app>.register', (event) => {
    const [plugin = anything, options] = event.args;
    for (const on of objectsOf(event.receiver))
      m.deferred.add((state) => m.withFreshBudget(() => load(m, notes, { on, plugin, options, at: registrationPlace(event, 1) }, state)));
    return event.receiver;
  });
  m.callHooks.set('await fastify#<app>', (_event, state) => {
    m.deferred.drain(state);
    return undefined;
  });
  // `app.after(() => …)`: once the plugins so far have loaded.
  for (const name of ['after', 'ready'])
    m.callHooks.set(`fastify#<app>.${name}`, (event) => {
      const [callback] = event.args[0]?.shapes ?? [];
      if (callback?.k === 'closure')
        m.deferred.add((state) =>
          m.deferred.within(state, () => {
            const args = [constant(null), ...(event.receiver === undefined ? [] : [event.receiver]), done];
            invoke(m, { closure: callback.closure, args: args.slice(0, 1), at: event.at, state, self: event.receiver, open: true });
          }),
        );
      return event.receiver;
    });
  // `fp(plugin)`: it shares the context of whoever registers it.
  for (const name of ['default', 'fastifyPlugin', 'fp'])
    m.callHooks.set(`fastify-plugin#${name}`, (event, state) => {
      const [plugin] = event.args;
      const encapsulate = fieldOf(m, event.args[1], 'encapsulate', state);
      if (encapsulate === undefined || findConstant(encapsulate)?.value !== true) markShared(plugin, state);
      for (const shape of plugin?.shapes ?? [])
        if (shape.k === 'closure' && event.args[1] !== undefined) state.store.set(metaCell(shape), event.args[1]);
      return plugin;
    });
}

const done = shaped({ k: 'hook', name: 'fastify:done' });

const sharedCell = ({ closure }: ClosureShape): string => `f${closure.file}:${closure.fn}.@shared`;

const metaCell = ({ closure }: ClosureShape): string => `f${closure.file}:${closure.fn}.@meta`;

/** The name that `fp(plugin, { name, dependencies })` gives a plugin, and those of the plugins that have to come first. */
export function metaOf(
  m: Machine,
  plugin: Value | undefined,
  state: State,
): { readonly name: string | undefined; readonly dependencies: readonly string[] } {
  const [shape] = plugin?.shapes ?? [];
  const meta = shape?.k === 'closure' ? (state.store.get(metaCell(shape)) ?? m.base.store.get(metaCell(shape))) : undefined;
  const name = fieldOf(m, meta, 'name', state);
  const dependencies = fieldOf(m, meta, 'dependencies', state);
  return {
    name: name === undefined ? undefined : findString(name),
    dependencies: dependencies === undefined ? [] : (elementsOf(m, dependencies, state) ?? []).flatMap((item) => findString(item) ?? []),
  };
}

/** `plugin[Symbol.for('skip-override')] = true`. */
export function markShared(plugin: Value | undefined, state: State): void {
  for (const shape of plugin?.shapes ?? []) if (shape.k === 'closure') state.store.set(sharedCell(shape), constant(true));
}

const isShared = (m: Machine, shape: ClosureShape, state: State): boolean =>
  (state.store.get(sharedCell(shape)) ?? m.base.store.get(sharedCell(shape))) !== undefined;

/** Loads a plugin: a function, a module whose default export is one, a promise of either, or a package's. */
export function load(m: Machine, notes: Notes, registration: Registration, state: State): void {
  const { on, at } = registration;
  const plugin = settle(registration.plugin, state);
  const options = optionsFor(m, registration, state);
  for (const shape of plugin.shapes) {
    if (shape.k === 'closure') runPlugin(m, notes, shape, { ...registration, options }, state);
    else if (shape.k === 'library') {
      if (isAutoload(shape.key)) m.deferred.within(state, () => loadFolder(m, notes, { ...registration, options }, state));
      else registerPackage(m, notes, shape, { on, options, at }, state);
    } else if (shape.k === 'object') {
      const inner = defaultOf(m, shape.id, state);
      if (inner !== undefined && !objectsOf(inner).includes(shape.id)) load(m, notes, { ...registration, plugin: inner }, state);
    }
  }
}

export function defaultOf(m: Machine, id: ObjectId, state: State): Value | undefined {
  const { kind, file } = m.info(id);
  return kind === 'namespace' && file !== undefined ? m.exported(file, 'default', state) : m.getField(id, 'default', state);
}

/** `register(plugin, (parent) => ({ prefix: parent.prefix }))`. */
function optionsFor(m: Machine, { on, options, at }: Registration, state: State): Value | undefined {
  const [shape] = options?.shapes ?? [];
  if (shape?.k !== 'closure') return options;
  return invoke(m, { closure: shape.closure, args: [shaped({ k: 'object', id: on })], at, state, open: true });
}

function runPlugin(m: Machine, notes: Notes, shape: ClosureShape, { on, options, at }: Registration, state: State): void {
  const shares = isShared(m, shape, state);
  const id = shares
    ? on
    : newInstance(m, notes, { parent: on, prefix: prefixOf(fieldOf(m, options, 'prefix', state)), detached: false, at }, state);
  const given = options ?? m.makeObject(state, {});
  const instance = shaped({ k: 'object', id });
  m.deferred.within(state, () => {
    invoke(m, { closure: shape.closure, args: [instance, given, done], at, state, self: instance, open: true });
  });
}

/** A plugin's prefix; '' without one. */
export function prefixOf(value: Value | undefined): Path {
  if (value === undefined || isAbsent(value)) return { text: '', known: true };
  const text = findString(value);
  return text === undefined ? { text: findPrefix(value) ?? '', known: false } : { text, known: true };
}

const isAbsent = (value: Value): boolean =>
  !value.open && value.shapes.length > 0 && value.shapes.every((shape) => shape.k === 'constant' && !shape.value);

/** `app.get('/users'`: what a squiggle under the registration covers. */
export function registrationPlace(event: CallEvent, args: number): Location {
  const end = args === 0 ? undefined : event.expressions?.[args - 1]?.end;
  return { file: event.at.file, start: event.nameAt.start, end: end ?? event.nameAt.end };
}
