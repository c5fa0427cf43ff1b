import { basename, dirname, extname } from '../base/paths.ts';
import { parsedUrl } from './addresses.ts';
import type { Call } from './calls.ts';
import { callValue } from './calls.ts';
import type { Machine } from './machine.ts';
import { fromAbsolute, joinTexts, partOf, resolveTexts, toAbsolute } from './path-text.ts';
import { placeValue } from './rows.ts';
import type { State } from './state.ts';
import { anything, constant, findPrefix, findString, joinValues, type RowOf, shaped, unknownBecause, type Value } from './value.ts';

/**
 * Programs that find their modules by reading folders: paths are worked out, folders listed and modules loaded from what
 * the workspace holds.
 */

/** `path.join(…)` and its like, where the parts are known. */
export function pathText(m: Machine, row: RowOf<'path'>, call: Call, result: Value, state: State): Value | undefined {
  const file = call.at.file;
  if (row.does === 'cwd') return constant(toAbsolute(m.program.packageFolder(file)));
  if (row.does === 'url') return fileUrl(m, call, state) ?? parsedUrl(m, call, state);
  if (row.does === 'relative') return result;
  const texts = call.args.map((arg) => findString(row.does === 'from-url' ? hrefOf(m, arg, state) : arg));
  const known = call.open ? undefined : all(texts);
  const [first = '', second] = texts;
  if (row.does === 'join' || row.does === 'resolve') {
    const current = toAbsolute(m.program.packageFolder(file));
    const start = texts.indexOf(undefined);
    const parts = known ?? texts.slice(0, Math.max(start, 0)).flatMap((text) => text ?? []);
    if (parts.length === 0 && known === undefined) return result;
    const path = row.does === 'join' ? joinTexts(parts) : resolveTexts(parts, current);
    if (known !== undefined) return constant(path);
    return fromAbsolute(path) === undefined ? result : { ...result, shapes: [{ k: 'text', prefix: `${path}/` }], open: false };
  }
  if (known === undefined || known.length === 0) return result;
  if (row.does === 'normalize') return constant(joinTexts([first]));
  if (row.does === 'from-url') return first.startsWith('file://') ? constant(first.slice('file://'.length)) : result;
  if (row.does === 'beside-url')
    return first.startsWith('file://')
      ? constant(joinTexts([partOf('dirname', first.slice('file://'.length), undefined), ...known.slice(1)]))
      : result;
  return constant(partOf(row.does, first, second));
}

/** `new URL('./routes', import.meta.url)`; undefined for any other URL. */
function fileUrl(m: Machine, call: Call, state: State): Value | undefined {
  const [relative, base] = call.args.map(findString);
  if (relative === undefined || base?.startsWith('file://') !== true || /^[a-z]+:/i.test(relative)) return undefined;
  const path = joinTexts([partOf('dirname', base.slice('file://'.length), undefined), relative]);
  return m.makeObject(state, { href: constant(`file://${path}`), pathname: constant(path) }, { kind: 'plain', open: true });
}

function hrefOf(m: Machine, url: Value, state: State): Value {
  const [shape] = url.shapes;
  return (shape?.k === 'object' ? m.getField(shape.id, 'href', state) : undefined) ?? url;
}

function all(texts: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = texts.flatMap((text) => text ?? []);
  return known.length === texts.length ? known : undefined;
}

/** The folder or file of the workspace that a value names. */
function pathOf(m: Machine, value: Value | undefined, from: string): string | undefined {
  const text = value === undefined ? undefined : findString(value);
  if (text === undefined) return undefined;
  return fromAbsolute(text.startsWith('/') ? text : resolveTexts([text], toAbsolute(m.program.packageFolder(from))));
}

/** `fs.readdirSync(folder)`. */
export function listFolder(m: Machine, row: RowOf<'folder-list'>, call: Call, result: Value, state: State): Value {
  const folder = pathOf(m, placeValue(m, row.at, call, state), call.at.file);
  const entries = folder === undefined ? undefined : m.program.entries(folder);
  const options = call.args[1]?.shapes[0];
  const option = (name: string): Value | undefined => (options?.k === 'object' ? m.getField(options.id, name, state) : undefined);
  const asRecords = option('withFileTypes')?.shapes.some((s) => s.k === 'constant' && s.value === true) === true;
  const deep = option('recursive')?.shapes.some((s) => s.k === 'constant' && s.value === true) === true;
  const list =
    folder === undefined || entries === undefined || entries.length > mostEntries
      ? anything
      : asRecords
        ? m.makeArray(
            state,
            entries.map((entry) => entryRecord(m, folder, entry, state)),
          )
        : m.makeArray(state, (deep ? below(m, folder) : entries.map((entry) => entry.name)).map(constant));
  const callback = call.args.at(-1);
  if (row.gives === 'promise') return shaped({ k: 'promise', inner: list });
  if (row.gives === 'callback' && callback?.shapes.some((s) => s.k === 'closure') === true) {
    callValue(m, callback, { ...call, args: [constant(null), list], expressions: [] }, state);
    return anything;
  }
  return list === anything ? result : list;
}

/** More than a program loads its routes from. */
const mostEntries = 300;

/** All files below a folder, as seen from it. */
function below(m: Machine, folder: string, prefix = ''): readonly string[] {
  if (prefix.split('/').length > 8) return [];
  return (m.program.entries(folder) ?? []).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    return entry.isFolder ? [path, ...below(m, inside(folder, entry.name), `${path}/`)] : [path];
  });
}

const inside = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

function entryRecord(m: Machine, folder: string, entry: { readonly name: string; readonly isFolder: boolean }, state: State): Value {
  const parent = constant(toAbsolute(folder));
  return m.makeObject(state, { name: constant(entry.name), path: parent, parentPath: parent, ...kindFields(entry.isFolder) });
}

const kindFields = (isFolder: boolean): Record<string, Value> => ({
  isFile: shaped({ k: 'hook', name: isFolder ? 'false' : 'true' }),
  isDirectory: shaped({ k: 'hook', name: isFolder ? 'true' : 'false' }),
});

/** `fs.existsSync(path)`, `fs.statSync(path)`. */
export function testPath(m: Machine, row: RowOf<'path-test'>, call: Call, result: Value, state: State): Value {
  const path = pathOf(m, placeValue(m, row.at, call, state), call.at.file);
  if (path === undefined) return result;
  const isFolder = m.program.entries(path) !== undefined;
  const isFile = !isFolder && m.program.entries(dirname(path))?.some((entry) => entry.name === basename(path)) === true;
  // What is not in the workspace may be there all the same: installed, generated, ignored.
  if (!isFolder && !isFile) return result;
  return row.gives === 'exists' ? constant(true) : m.makeObject(state, kindFields(isFolder), { kind: 'plain', open: true });
}

/** What `require(path)` or `import(path)` gives, for a path that the program works out. */
export function loadModule(m: Machine, path: Value, from: string, state: State): Value {
  const texts = path.shapes.flatMap((shape) => (shape.k === 'constant' && typeof shape.value === 'string' ? [shape.value] : []));
  if (texts.length > 0 && texts.length === path.shapes.length && !path.open)
    return joined(texts.map((text) => loadPath(m, text, from, state)));
  const prefix = findPrefix(path);
  const candidates = prefix === undefined ? [] : modulesAt(m, prefix, from);
  return candidates.length === 0
    ? unknownBecause('the module to load is worked out by code that could not be followed')
    : joined(candidates.map((file) => m.importNamespace('', `./${file}`, state)));
}

const joined = (values: readonly Value[]): Value => values.reduce(joinValues);

function loadPath(m: Machine, text: string, from: string, state: State): Value {
  const path = fromAbsolute(text.replace(/^file:\/\//, ''));
  return path === undefined ? m.importNamespace(from, text, state) : m.importNamespace('', `./${path}`, state);
}

/** The modules whose path starts so, directly in the folder: what a name that is known only when running may mean. */
function modulesAt(m: Machine, prefix: string, from: string): readonly string[] {
  const slash = prefix.lastIndexOf('/');
  if (slash < 0) return [];
  const head = prefix.slice(0, slash);
  const folder = fromAbsolute(head.startsWith('.') ? joinTexts([toAbsolute(dirname(from)), head]) : head);
  const entries = folder === undefined ? undefined : m.program.entries(folder);
  if (folder === undefined || entries === undefined || entries.length > mostEntries) return [];
  return entries
    .filter((entry) => entry.name.startsWith(prefix.slice(slash + 1)))
    .map((entry) => inside(folder, entry.name))
    .filter((path) => path !== from && m.program.resolve('', `./${path}`).kind === 'file' && m.program.facts(path) !== undefined);
}

/** Loads all modules of a folder into an object, by their names. */
export function loadFolder(m: Machine, row: RowOf<'folder-load'>, call: Call, result: Value, state: State): Value {
  const [options] = row.folderOption === undefined ? [] : (call.args[0]?.shapes ?? []);
  const named = options?.k === 'object' && row.folderOption !== undefined ? m.getField(options.id, row.folderOption, state) : undefined;
  const given = named ?? placeValue(m, row.at, call, state);
  const text = given === undefined || given.open ? undefined : findString(given);
  const near = toAbsolute(dirname(call.at.file));
  const folder = fromAbsolute(text === undefined ? near : row.from === 'caller' ? resolveTexts([text], near) : text);
  if (folder === undefined || (text === undefined && (given !== undefined || row.from !== 'caller'))) return result;
  const visit = row.visit === undefined ? undefined : placeValue(m, row.visit, call, state);
  const visited = (module: Value, path: string): void => {
    if (visit?.shapes.some((shape) => shape.k === 'closure') !== true) return;
    callValue(m, visit, { ...call, args: [module, constant(toAbsolute(path))], expressions: [], receiver: undefined, open: true }, state);
    state.live = true;
  };
  return folderTree(m, folder, call.at.file, row, state, visited) ?? result;
}

function folderTree(
  m: Machine,
  folder: string,
  from: string,
  row: RowOf<'folder-load'>,
  state: State,
  visited: (module: Value, path: string) => void,
  depth = 0,
): Value | undefined {
  const entries = m.program.entries(folder);
  if (entries === undefined || entries.length > mostEntries || depth > 6) return undefined;
  const fields: Record<string, Value> = {};
  for (const entry of entries) {
    const path = inside(folder, entry.name);
    if (entry.isFolder) {
      const tree = row.deep ? folderTree(m, path, from, row, state, visited, depth + 1) : undefined;
      if (tree !== undefined) fields[nameOf(entry.name, row)] = tree;
    } else if (path !== from && m.program.facts(path) !== undefined) {
      const module = m.importNamespace('', `./${path}`, state);
      visited(module, path);
      fields[nameOf(entry.name.slice(0, -extname(entry.name).length), row)] = module;
    }
  }
  return m.makeObject(state, fields);
}

const nameOf = (name: string, row: RowOf<'folder-load'>): string =>
  row.names === 'camel-case' ? name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) : name;

/** `sequelize.import(path)`: the module's function is called with what makes models. */
export function loadAndApply(m: Machine, row: RowOf<'module-load'>, call: Call, state: State): Value {
  const path = placeValue(m, row.at, call, state);
  const module = loadModule(m, path ?? anything, call.at.file, state);
  if (row.applied !== true) return row.async === true ? shaped({ k: 'promise', inner: module }) : module;
  return callValue(m, module, { ...call, args: [call.receiver ?? anything, anything], expressions: [], receiver: undefined }, state);
}

/** `import.meta`: where the module lies. */
export function importMeta(m: Machine, file: string, state: State): Value {
  const path = toAbsolute(file);
  const fields = { url: constant(`file://${path}`), filename: constant(path), dirname: constant(toAbsolute(dirname(file))) };
  return m.makeObject(state, fields, { kind: 'plain', open: true });
}
