import picomatch from 'picomatch';
import { dirname, joinPath, relativePath } from '../../base/paths.ts';
import {
  type CallEvent,
  callValue,
  constant,
  elementsOf,
  findConstant,
  findString,
  type Machine,
  readMember,
  type State,
  settle,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { AdapterHost } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import { flatFiles, hybridFiles, nestedFiles } from './listing.ts';
import { type Convention, type NamedFile, type RouteNode, treeOf } from './tree.ts';

/** `routes.ts`: a list made by `route()`, `index()`, `layout()` and `prefix()`, or by a package that reads folders. */

const conventions: Readonly<Record<string, Convention>> = {
  '@react-router/fs-routes#flatRoutes': 'flat',
  'remix-flat-routes#flatRoutes': 'hybrid',
  'react-router-auto-routes#autoRoutes': 'layouts',
};

/** Lets the functions that make entries give plain records. */
export function watchRouteConfig(m: Machine): void {
  const dev = '@react-router/dev/routes';
  m.callHooks.set(`${dev}#route`, ({ args: [path, file, ...rest] }, state) =>
    entry(m, { path, file, children: listAmong(m, rest) }, state),
  );
  m.callHooks.set(`${dev}#index`, ({ args: [file] }, state) => entry(m, { file, index: constant(true) }, state));
  m.callHooks.set(`${dev}#layout`, ({ args: [file, ...rest] }, state) => entry(m, { file, children: listAmong(m, rest) }, state));
  m.callHooks.set(`${dev}#prefix`, ({ args: [path, children] }, state) =>
    m.makeArray(state, [entry(m, { path, children, '@prefix': constant(true) }, state)]),
  );
  m.callHooks.set(`${dev}#relative`, ({ args: [folder] }, state) => relative(m, folder, state));
  for (const key of Object.keys(conventions)) m.callHooks.set(key, (event, state) => fromFolder(m, key, event, state));
  m.callHooks.set('@react-router/remix-routes-option-adapter#remixRoutesOptionAdapter', (event, state) => adapted(m, event, state));
}

function entry(m: Machine, fields: Readonly<Record<string, Value | undefined>>, state: State): Value {
  const known = Object.entries(fields).flatMap(([name, value]): [string, Value][] => (value === undefined ? [] : [[name, value]]));
  return m.makeObject(state, Object.fromEntries(known));
}

/** Options may stand before the children. */
function listAmong(m: Machine, args: readonly Value[]): Value | undefined {
  return args.find((arg) => arg.shapes.some((shape) => shape.k === 'object' && m.info(shape.id).kind === 'array'));
}

/** `relative(import.meta.dirname)`: the same functions for files of another folder. */
function relative(m: Machine, folder: Value | undefined, state: State): Value {
  void folder;
  const names = ['route', 'index', 'layout', 'prefix'];
  return m.makeObject(
    state,
    Object.fromEntries(names.map((name) => [name, shaped({ k: 'library', key: `@react-router/dev/routes#${name}` })])),
  );
}

function fromFolder(m: Machine, key: string, { args, at }: CallEvent, state: State): Value {
  const [first] = args;
  const option = first === undefined ? undefined : (findString(first) ?? optionOf(m, first, at, state));
  const ignored = args.flatMap((arg) =>
    arg.shapes.some((s) => s.k === 'object') ? [readMember(m, arg, 'ignoredRouteFiles', at, state)] : [],
  );
  const marker = entry(
    m,
    { '@folder': constant(option ?? 'routes'), '@convention': constant(conventions[key]), '@ignored': ignored[0] },
    state,
  );
  const list = m.makeArray(state, [marker]);
  return conventions[key] === 'flat' ? shaped({ k: 'promise', inner: list }) : list;
}

function optionOf(m: Machine, options: Value, at: CallEvent['at'], state: State): string | undefined {
  return ['rootDirectory', 'routesDir']
    .map((name) => findString(readMember(m, options, name, at, state)))
    .find((text) => text !== undefined);
}

/** `remixRoutesOptionAdapter((defineRoutes) => flatRoutes('routes', defineRoutes))`. */
function adapted(m: Machine, { args: [make], at, nameAt }: CallEvent, state: State): Value | undefined {
  if (make === undefined) return undefined;
  const call = { args: [], expressions: [], receiver: undefined, at, nameAt, name: 'routes', activation: undefined };
  const result = settle(callValue(m, make, { ...call, open: true, construct: false }, state), state);
  return shaped({ k: 'promise', inner: result });
}

/** The routes that the file's default export lists. */
export function configuredRoutes(host: AdapterHost, folder: string, file: string, root: RouteNode): readonly RouteNode[] {
  const m = host.machine;
  const list = m.exported(file, 'default', m.base) ?? undefinedValue;
  const read = (value: Value, parent: RouteNode, path: string): readonly RouteNode[] => {
    const entries = elementsOf(m, settle(value, m.base), m.base) ?? [];
    return entries.flatMap((item) => readEntry(settle(item, m.base), parent, path));
  };
  const readEntry = (item: Value, parent: RouteNode, path: string): readonly RouteNode[] => {
    const [shape] = item.shapes;
    if (shape?.k !== 'object') return [];
    const field = (name: string): Value | undefined => m.getField(shape.id, name, m.base);
    const text = (name: string): string | undefined => findString(field(name) ?? undefinedValue);
    const convention = text('@convention');
    if (convention !== undefined) {
      const patterns = elementsOf(m, field('@ignored') ?? undefinedValue, m.base)?.flatMap((pattern) => findString(pattern) ?? []) ?? [];
      const files = filesOf(host, folder, text('@folder') ?? 'routes', convention);
      return treeOf(
        without(files, folder, patterns),
        { ...parent, path },
        convention === 'layouts' || convention === 'hybrid' ? convention : 'flat',
      );
    }
    const written = toNotation(text('path') ?? '');
    const own = joinPaths(path, written);
    const children = field('children') ?? undefinedValue;
    if (field('@prefix') !== undefined) return read(children, parent, own);
    const source = text('file');
    if (source === undefined) return [];
    const isIndex = findConstant(field('index') ?? undefinedValue)?.value === true;
    const isPathless = !isIndex && (written === '' || written === '/');
    const node: RouteNode = { file: joinPath(folder, source), path: own, parent, isIndex, isPathless };
    return [node, ...read(children, node, own)];
  };
  return read(list, root, root.path);
}

function filesOf(host: AdapterHost, app: string, name: string, convention: string): readonly NamedFile[] {
  // A path of react-router-auto-routes starts from the project's folder.
  if (convention === 'layouts') return nestedFiles(host, joinPath(name.includes('/') ? dirname(app) : app, name));
  const folder = joinPath(app, name);
  return convention === 'hybrid' ? hybridFiles(host, folder) : flatFiles(host, folder);
}

/** Patterns match paths in the application's folder, or below its folder of routes. */
function without(files: readonly NamedFile[], app: string, patterns: readonly string[]): readonly NamedFile[] {
  if (patterns.length === 0) return files;
  const isIgnored = picomatch([...patterns], { dot: true });
  return files.filter(({ file }) => !isIgnored(relativePath(app, file)));
}

/** `users/:id?` is a parameter like any other, though requests may leave it out. */
const toNotation = (path: string): string => path.replace(/\?(?=\/|$)/g, '');
