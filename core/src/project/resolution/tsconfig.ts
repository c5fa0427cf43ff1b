import { dirname, joinPath } from '../../base/paths.ts';
import { type Alias, type AliasTable, toAliasTable } from './aliases.ts';
import { field, isRecord, textField, textListField } from './config-values.ts';
import { isRelativeSpecifier } from './specifiers.ts';

/** Reading tsconfig.json and jsconfig.json with what they extend. Paths in the result are relative to the root. */

/** One configuration after `extends`. */
export interface TsConfig {
  readonly path: string;
  readonly folder: string;
  readonly aliases: AliasTable;
  readonly baseUrl: string | undefined;
  readonly files: readonly string[] | undefined;
  /** Globs. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
  readonly outDir: string | undefined;
  readonly rootDir: string | undefined;
  /** Configurations that this one refers to. */
  readonly references: readonly string[];
}

/** Where configurations come from. */
export interface TsConfigSource {
  /** The JSON of a file; undefined when there is none or it cannot be read. */
  json(path: string): unknown;
  /** The file that `extends: "name/sub"` means, where `name` is a package of the workspace. */
  findInPackage(fromFolder: string, specifier: string): string | undefined;
}

const maxExtendsDepth = 32;
const maxPathLength = 4096;

/** Loads the configuration at `path`; undefined when it cannot be read. A base that is missing or extends its heir is left out. */
export function loadTsConfig(source: TsConfigSource, path: string): TsConfig | undefined {
  const settings = collectSettings(source, path, [], new Map());
  return settings === undefined ? undefined : toTsConfig(path, settings);
}

/** A value and the folder of the configuration that it was written in, which relative paths count from. */
interface Placed<T> {
  readonly folder: string;
  readonly value: T;
}

interface Settings {
  readonly baseUrl: Placed<string> | undefined;
  readonly paths: Placed<unknown> | undefined;
  readonly outDir: Placed<string> | undefined;
  readonly rootDir: Placed<string> | undefined;
  readonly files: Placed<readonly string[]> | undefined;
  readonly include: Placed<readonly string[]> | undefined;
  readonly exclude: Placed<readonly string[]> | undefined;
  readonly references: Placed<readonly string[]> | undefined;
}

/** The settings of one file over those of its bases, a later base over an earlier one. */
function collectSettings(
  source: TsConfigSource,
  path: string,
  heirs: readonly string[],
  known: Map<string, Settings>,
): Settings | undefined {
  const loaded = known.get(path);
  if (loaded !== undefined) return loaded;
  if (heirs.includes(path) || heirs.length >= maxExtendsDepth) return undefined;
  const json = source.json(path);
  if (json === undefined) return undefined;
  const folder = dirname(path);
  let inherited: Settings | undefined;
  for (const base of toBases(json)) {
    const basePath = findBase(source, folder, base);
    const settings = basePath === undefined ? undefined : collectSettings(source, basePath, [...heirs, path], known);
    if (settings !== undefined) inherited = inherited === undefined ? settings : override(inherited, settings);
  }
  const own = toOwnSettings(json, folder);
  const complete = inherited === undefined ? own : override(inherited, own);
  known.set(path, complete);
  return complete;
}

function override(base: Settings, heir: Settings): Settings {
  return {
    baseUrl: heir.baseUrl ?? base.baseUrl,
    paths: heir.paths ?? base.paths,
    outDir: heir.outDir ?? base.outDir,
    rootDir: heir.rootDir ?? base.rootDir,
    files: heir.files ?? base.files,
    include: heir.include ?? base.include,
    exclude: heir.exclude ?? base.exclude,
    // The one thing that is never inherited.
    references: heir.references,
  };
}

function toBases(json: unknown): readonly string[] {
  const single = textField(json, 'extends');
  return single === undefined ? (textListField(json, 'extends') ?? []) : [single];
}

function findBase(source: TsConfigSource, folder: string, base: string): string | undefined {
  const specifier = withSlashes(base);
  if (!isRelativeSpecifier(specifier)) return source.findInPackage(folder, specifier);
  const path = joinPath(folder, specifier);
  return path.endsWith('.json') ? path : `${path}.json`;
}

function toOwnSettings(json: unknown, folder: string): Settings {
  const options = field(json, 'compilerOptions');
  const references = field(json, 'references');
  const place = <T>(value: T | undefined): Placed<T> | undefined => (value === undefined ? undefined : { folder, value });
  return {
    baseUrl: place(textField(options, 'baseUrl')),
    paths: place(field(options, 'paths')),
    outDir: place(textField(options, 'outDir')),
    rootDir: place(textField(options, 'rootDir')),
    files: place(textListField(json, 'files')),
    include: place(textListField(json, 'include')),
    exclude: place(textListField(json, 'exclude')),
    references: place(Array.isArray(references) ? references.map((item) => textField(item, 'path') ?? '') : undefined),
  };
}

function toTsConfig(path: string, settings: Settings): TsConfig {
  const folder = dirname(path);
  const locate = (from: string, text: string): string | undefined => toPath(folder, from, text);
  const locateOne = (placed: Placed<string> | undefined): string | undefined =>
    placed === undefined ? undefined : locate(placed.folder, placed.value);
  const locateAll = (placed: Placed<readonly string[]> | undefined): readonly string[] | undefined =>
    placed?.value.map((text) => locate(placed.folder, text)).filter((found) => found !== undefined);
  const baseUrl = locateOne(settings.baseUrl);
  const { paths } = settings;
  return {
    path,
    folder,
    aliases: toAliasTable(toAliases(paths?.value, (target) => locate(baseUrl ?? paths?.folder ?? folder, target))),
    baseUrl,
    files: locateAll(settings.files),
    include: locateAll(settings.include),
    exclude: locateAll(settings.exclude),
    outDir: locateOne(settings.outDir),
    rootDir: locateOne(settings.rootDir),
    references: (locateAll(settings.references) ?? []).map((at) => (at.endsWith('.json') ? at : joinPath(at, 'tsconfig.json'))),
  };
}

function toAliases(paths: unknown, locate: (target: string) => string | undefined): readonly Alias[] {
  if (!isRecord(paths)) return [];
  return Object.keys(paths).flatMap((pattern) => {
    const [prefix = '', suffix, ...more] = pattern.split('*');
    const targets = (textListField(paths, pattern) ?? []).map(locate).filter((target) => target !== undefined);
    return more.length > 0 ? [] : [{ prefix, suffix, targets }];
  });
}

const configDir = `\${configDir}`;

/** `${configDir}` is the folder of the configuration that is used, not of the one that says so. Absolute paths lead out of the workspace. */
function toPath(configFolder: string, writtenIn: string, text: string): string | undefined {
  if (text.length > maxPathLength) return undefined;
  const path = withSlashes(text);
  if (path.startsWith(configDir)) return joinPath(configFolder, path.slice(configDir.length));
  return path.startsWith('/') || /^[a-z]:/i.test(path) ? undefined : joinPath(writtenIn, path);
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
