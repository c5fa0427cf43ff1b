import { dirname, isInside, joinPath } from '../../base/paths.ts';
import { field, isRecord, parseJson, textEntries, textField, textListField } from './config-values.ts';

/** What a package.json says, as far as resolution cares; wrong types count as absent. */
export interface PackageManifest {
  readonly folder: string;
  readonly name?: string;
  readonly version?: string;
  /** Not marked `private`: others get it from a registry. */
  readonly published: boolean;
  readonly moduleType: 'module' | 'commonjs';
  /** `source`, `module`, `main`, `types` and `typings`, those given, in this order. */
  readonly entries: readonly string[];
  /** As written; undefined and null mean that the package has none. */
  readonly exports: unknown;
  readonly imports: unknown;
  /** All groups merged; `dependencies` wins over the others. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** The `workspaces` patterns. */
  readonly workspaces: readonly string[];
  /** The `tsconfig` field, for packages that hold shared configurations. */
  readonly tsconfig?: string;
  /** The folder that is published and linked in place of this one. */
  readonly publishFolder?: string;
}

const entryFields = ['source', 'module', 'main', 'types', 'typings'] as const;
const weakestGroupFirst = ['peerDependencies', 'devDependencies', 'optionalDependencies', 'dependencies'] as const;

/** Reads the package.json at `path`. Malformed text gives a manifest that says nothing. */
export function toPackageManifest(path: string, text: string): PackageManifest {
  const json = parseJson(text);
  const folder = dirname(path);
  const name = textField(json, 'name');
  const version = textField(json, 'version');
  const tsconfig = textField(json, 'tsconfig');
  const directory = joinPath(folder, textField(field(json, 'publishConfig'), 'directory') ?? '');
  return {
    folder,
    ...(name !== undefined && name !== '' && { name }),
    ...(version !== undefined && { version }),
    published: field(json, 'private') !== true,
    moduleType: textField(json, 'type') === 'module' ? 'module' : 'commonjs',
    entries: entryFields.flatMap((key) => textField(json, key) || []),
    exports: field(json, 'exports'),
    imports: field(json, 'imports'),
    dependencies: new Map(weakestGroupFirst.flatMap((group) => textEntries(field(json, group)))),
    workspaces: toWorkspacePatterns(json),
    ...(tsconfig !== undefined && { tsconfig }),
    ...(directory !== folder && isInside(folder, directory) && { publishFolder: directory }),
  };
}

/** npm writes an array, Yarn 1 also `{ packages: […] }`. */
function toWorkspacePatterns(json: unknown): readonly string[] {
  const nested = field(json, 'workspaces');
  return (isRecord(nested) ? textListField(nested, 'packages') : textListField(json, 'workspaces')) ?? [];
}
