import {
  constant,
  findConstant,
  findString,
  fromAbsolute,
  type Machine,
  type ObjectId,
  type Shape,
  type State,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { fieldOf, type Notes, newInstance } from './instances.ts';
import { defaultOf, load, markShared, metaOf, prefixOf, type Registration } from './plugins.ts';

/** Facts of @fastify/autoload 6.5: every file of a folder is a plugin, below a prefix made of the folders' names. */

export const isAutoload = (key: string): boolean => /^(@fastify\/autoload|fastify-autoload)#(fastifyAutoload|default)?$/.test(key);

const script = /(?:(?:^.?|\.[^d]|[^.]d|[^.][^d])\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/i;
const index = /^index(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/i;
const hooksFile = /^[_.]?auto_?hooks(?:\.ts|\.js|\.cjs|\.mjs|\.cts|\.mts)$/i;

/** The files of one folder, with the hooks that apply to them. */
interface Node {
  readonly hooks: readonly string[];
  readonly plugins: readonly { readonly file: string; readonly prefix: string }[];
}

interface Options {
  readonly value: Value | undefined;
  readonly state: State;
  readonly root: string;
  readonly dirNameRoutePrefix: boolean;
  readonly routeParams: boolean;
  readonly autoHooks: boolean;
  readonly cascadeHooks: boolean;
  readonly overwriteHooks: boolean;
  readonly encapsulate: boolean;
  readonly maxDepth: number;
}

/** Registers the plugins of the folder that the options name. */
export function loadFolder(m: Machine, notes: Notes, registration: Registration, state: State): void {
  const { options: value } = registration;
  const dir = fieldOf(m, value, 'dir', state);
  const text = dir === undefined ? undefined : findString(dir);
  const root = text === undefined ? undefined : fromAbsolute(text.startsWith('file://') ? text.slice('file://'.length) : text);
  if (root === undefined) return;
  const flag = (name: string, otherwise: boolean): boolean => {
    const given = fieldOf(m, value, name, state);
    const known = given === undefined ? undefined : findConstant(given)?.value;
    return typeof known === 'boolean' ? known : otherwise;
  };
  const depth = fieldOf(m, value, 'maxDepth', state);
  const most = depth === undefined ? undefined : findConstant(depth)?.value;
  const options: Options = {
    value,
    state,
    root,
    dirNameRoutePrefix: flag('dirNameRoutePrefix', true),
    routeParams: flag('routeParams', false),
    autoHooks: flag('autoHooks', false),
    cascadeHooks: flag('cascadeHooks', false),
    overwriteHooks: flag('overwriteHooks', false),
    encapsulate: flag('encapsulate', true),
    maxDepth: typeof most === 'number' ? most : 12,
  };
  for (const node of nodesBelow(m, root, '', [], 0, options)) register(m, notes, registration, node, options);
}

function nodesBelow(
  m: Machine,
  folder: string,
  prefix: string,
  above: readonly string[],
  depth: number,
  options: Options,
): readonly Node[] {
  const entries = m.program.entries(folder) ?? [];
  const inside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const own = options.autoHooks ? entries.find((entry) => !entry.isFolder && hooksFile.test(entry.name)) : undefined;
  const hooks = own === undefined ? above : [...(options.overwriteHooks ? [] : above), inside(own.name)];
  const main = entries.find((entry) => !entry.isFolder && index.test(entry.name));
  const wanted = entries.filter((entry) => !isIgnored(m, options, inside(entry.name)));
  const files =
    main === undefined ? wanted.filter((entry) => !entry.isFolder && script.test(entry.name) && !hooksFile.test(entry.name)) : [main];
  const plugins = files.map((entry) => ({ file: inside(entry.name), prefix })).filter(({ file }) => isChosen(m, options, file));
  const folders = depth >= options.maxDepth ? [] : wanted.filter((entry) => entry.isFolder);
  return [
    { hooks, plugins },
    ...folders.flatMap(({ name }) => {
      const below = options.dirNameRoutePrefix ? `${prefix}/${name}` : prefix;
      return nodesBelow(m, inside(name), below, options.autoHooks && options.cascadeHooks ? hooks : [], depth + 1, options);
    }),
  ];
}

const belowRoot = (options: Options, file: string): string => file.slice(options.root === '' ? 0 : options.root.length + 1);

function isIgnored(m: Machine, options: Options, file: string): boolean {
  const [shape] = fieldOf(m, options.value, 'ignorePattern', options.state)?.shapes ?? [];
  return shape !== undefined && tests(shape, belowRoot(options, file)) === true;
}

/** `matchFilter` and `ignoreFilter`, where they are text or a regular expression. */
function isChosen(m: Machine, options: Options, file: string): boolean {
  const path = `/${belowRoot(options, file)}`;
  const [match] = fieldOf(m, options.value, 'matchFilter', options.state)?.shapes ?? [];
  const [ignore] = fieldOf(m, options.value, 'ignoreFilter', options.state)?.shapes ?? [];
  return !(match !== undefined && tests(match, path) === false) && !(ignore !== undefined && tests(ignore, path) === true);
}

function tests(shape: Shape, path: string): boolean | undefined {
  if (shape.k === 'constant') return typeof shape.value === 'string' ? path.includes(shape.value) : undefined;
  if (shape.k !== 'regex') return undefined;
  try {
    return new RegExp(shape.pattern, shape.flags.replace(/[gy]/g, '')).test(path);
  } catch {
    return undefined;
  }
}

/** Files with hooks get a context of their own, which the hooks share. */
function register(m: Machine, notes: Notes, { on, at }: Registration, node: Node, options: Options): void {
  if (node.plugins.length === 0) return;
  if (node.hooks.length === 0) {
    addPlugins(m, notes, on, node, at, options);
    return;
  }
  m.deferred.add((state) => {
    const scope = newInstance(m, notes, { parent: on, prefix: { text: '', known: true }, detached: false, at }, state);
    m.deferred.within(state, () => {
      for (const file of node.hooks) {
        const hook = contentOf(m, file, state);
        markShared(hook, state);
        if (hook !== undefined) m.deferred.add((here) => load(m, notes, { on: scope, plugin: hook, options: undefined, at }, here));
      }
      addPlugins(m, notes, scope, node, at, options);
    });
  });
}

/** Plugins come after those that they depend on by name. */
function addPlugins(m: Machine, notes: Notes, on: ObjectId, node: Node, at: Location, options: Options): void {
  const { state } = options;
  const added = new Set<string>();
  const metas = node.plugins.map((plugin) => ({ ...plugin, ...metaOf(m, contentOf(m, plugin.file, state), state) }));
  const add = (plugin: (typeof metas)[number]): void => {
    if (added.has(plugin.file)) return;
    added.add(plugin.file);
    for (const name of plugin.dependencies) for (const other of metas) if (other.name === name) add(other);
    addPlugin(m, notes, on, plugin.file, plugin.prefix, at, options);
  };
  for (const plugin of metas) add(plugin);
}

function contentOf(m: Machine, file: string, state: State): Value | undefined {
  const module = m.importNamespace('', `./${file}`, state);
  const [shape] = module.shapes;
  return shape?.k === 'object' ? (defaultOf(m, shape.id, state) ?? module) : module;
}

function addPlugin(m: Machine, notes: Notes, on: ObjectId, file: string, directory: string, at: Location, options: Options): void {
  const { state } = options;
  const module = m.importNamespace('', `./${file}`, state);
  const plugin = contentOf(m, file, state);
  const [shape] = plugin?.shapes ?? [];
  if (plugin === undefined || shape === undefined) return;
  const exported = (name: string): Value | undefined => memberOf(m, plugin, name, state) ?? fieldOrExport(m, module, name, state);
  const off = exported('autoload');
  if (off !== undefined && findConstant(off)?.value === false) return;
  const own = exported('autoConfig');
  const shared = fieldOf(m, options.value, 'options', state);
  const fields: Record<string, Value> = {};
  for (const source of [own, shared])
    for (const one of source?.shapes ?? [])
      if (one.k === 'object')
        for (const name of m.info(one.id).fields) {
          const value = m.getField(one.id, name, state);
          if (value !== undefined) fields[name] = value;
        }
  const base = prefixOf(fields['prefix']);
  const auto = exported('autoPrefix');
  const override = exported('prefixOverride');
  const append = fieldOf(m, options.value, 'appendAutoPrefix', state);
  const below =
    auto === undefined
      ? directory
      : append !== undefined && findConstant(append)?.value === true
        ? `${directory}/${findString(auto) ?? ''}`
        : (findString(auto) ?? '');
  const text = override === undefined ? `${base.text.replace(/\/$/, '')}${below.replace(/\/+/g, '/')}` : (findString(override) ?? '');
  const prefix = options.routeParams ? withParameters(text) : text;
  fields['prefix'] = constant(prefix);
  if (!options.encapsulate) markShared(plugin, state);
  const given = m.makeObject(state, fields, { kind: 'plain', open: true });
  if (shape.k === 'object' && m.getField(shape.id, 'method', state) !== undefined) {
    m.deferred.add((here) => loadRouteObject(m, notes, on, plugin, given, file, at, here));
    return;
  }
  m.deferred.add((here) => m.withFreshBudget(() => load(m, notes, { on, plugin, options: given, at }, here)));
}

/** A file that exports the options of one route. */
function loadRouteObject(
  m: Machine,
  notes: Notes,
  on: ObjectId,
  route: Value,
  options: Value,
  file: string,
  at: Location,
  state: State,
): void {
  const id = newInstance(m, notes, { parent: on, prefix: prefixOf(fieldOf(m, options, 'prefix', state)), detached: false, at }, state);
  const written = m.program.facts(file)?.functions[0]?.body.find((s) => s.s === 'export-default');
  const start = written?.s === 'export-default' ? written.value.start : 0;
  const place = { file, start, end: start };
  const key = 'fastify#<app>.route';
  const expressions = written?.s === 'export-default' ? [written.value] : [];
  m.callHooks.get(key)?.({ key, args: [route], receiver: shaped({ k: 'object', id }), at: place, nameAt: place, expressions }, state);
}

/** `_id` → `:id`; `__a-__b` → `:a-:b`. */
const withParameters = (prefix: string): string => (prefix.includes('__') ? prefix.replace(/__/g, ':') : prefix.replace(/\/_/g, '/:'));

/** What is written on the plugin's function: `plugin.autoPrefix = '/x'`. */
function memberOf(m: Machine, plugin: Value, name: string, state: State): Value | undefined {
  const [shape] = plugin.shapes;
  if (shape?.k !== 'closure') return undefined;
  const cell = `f${shape.closure.file}:${shape.closure.fn}.${name}`;
  return state.store.get(cell) ?? m.base.store.get(cell);
}

function fieldOrExport(m: Machine, module: Value, name: string, state: State): Value | undefined {
  const [shape] = module.shapes;
  if (shape?.k === 'closure') return memberOf(m, module, name, state);
  if (shape?.k !== 'object') return undefined;
  const { kind, file } = m.info(shape.id);
  return kind === 'namespace' && file !== undefined ? m.exported(file, name, state) : m.getField(shape.id, name, state);
}
