import { isInside, joinPath, relativePath, toSegments } from '../../base/paths.ts';
import type { PackageManifest } from './package-manifest.ts';
import { findTargets } from './package-targets.ts';
import {
  findDeclarationFile,
  findIndexFile,
  findSourceFile,
  findTypeScriptTwin,
  isTypeScriptSource,
  type SourceFiles,
  withoutCompiledEnding,
} from './source-files.ts';

/** Where a compiler puts what it makes of a folder, from its own configuration. */
export interface BuildOutput {
  readonly outDir: string;
  /** Undefined where the compiler would infer it. */
  readonly rootDir: string | undefined;
}

/** What finding sources inside packages needs to know. */
export interface SourceLookup {
  readonly files: SourceFiles;
  /** The manifest in exactly this folder. */
  manifestAt(folder: string): PackageManifest | undefined;
  /** Declared build outputs of the package in this folder. */
  outputsOf(folder: string): readonly BuildOutput[];
}

const buildFolders: ReadonlySet<string> = new Set(['dist', 'build', 'lib', 'out', 'output', 'esm', 'cjs']);
const maxBuildFolders = 4;

/** The file that `import 'name/subpath'` loads; `subpath` is `''` for the package itself. `exports` decides alone where there is one. */
export function findPackageFile(lookup: SourceLookup, manifest: PackageManifest, subpath: string): string | undefined {
  const { exports, folder } = manifest;
  if (exports !== undefined && exports !== null) {
    const targets = findTargets(exports, subpath === '' ? '.' : `./${subpath}`);
    if (targets === undefined || targets.length === 0) return undefined;
    return findTargetFile(lookup, folder, targets, subpath === '');
  }
  if (subpath === '') {
    const targets = manifest.entries.map((entry) => `./${entry}`);
    return findTargetFile(lookup, folder, targets, true);
  }
  const { publishFolder } = manifest;
  for (const root of publishFolder === undefined ? [folder] : [publishFolder, folder]) {
    const found = findModule(lookup, folder, joinPath(root, subpath));
    if (found !== undefined) return found;
  }
  return findDeclarationFile(lookup.files, joinPath(folder, subpath));
}

/**
 * The first of `targets` (each `./…`, relative to the package) that leads to code, then to a declaration. For the
 * package's own entry its usual places are tried as well, since a bundle (`dist/bundle.js`) has no file of its name.
 */
export function findTargetFile(lookup: SourceLookup, folder: string, targets: readonly string[], isEntry: boolean): string | undefined {
  const targetPaths = targets
    .filter((target) => target.startsWith('./'))
    .map((target) => joinPath(folder, target))
    .filter((path) => isInside(folder, path));
  for (const path of targetPaths) {
    const found = findModule(lookup, folder, path);
    if (found !== undefined) return found;
  }
  const usual = isEntry ? findUsualEntry(lookup.files, folder, targets.length > 0) : undefined;
  if (usual !== undefined) return usual;
  for (const path of targetPaths) {
    const found = findDeclarationFile(lookup.files, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Without any field the entry is the root's index (Node); with one that names a bundle, the sources are in `src`. */
function findUsualEntry(files: SourceFiles, folder: string, built: boolean): string | undefined {
  const src = joinPath(folder, 'src');
  const places = built ? [src, folder] : [folder, src];
  return places.map((place) => findIndexFile(files, place)).find((path) => path !== undefined);
}

/**
 * The code that `path` stands for: a file, a folder with its own manifest or index, or, when it is built output, the
 * source it is built from. `folder` is that of the package which `path` belongs to.
 */
export function findModule(lookup: SourceLookup, folder: string, path: string): string | undefined {
  return findCode(lookup, folder, path, (inner) => findInFolder(lookup, inner));
}

/** What `require('./folder')` loads: the entry of a manifest in it, else its index. */
export function findInFolder(lookup: SourceLookup, folder: string): string | undefined {
  for (const entry of lookup.manifestAt(folder)?.entries ?? []) {
    const path = joinPath(folder, entry);
    if (path === folder || !isInside(folder, path)) continue;
    // A manifest inside the entry's folder has no say: Node does not look, and chains of them could be made endless.
    const found = findCode(lookup, folder, path, (inner) => findIndexFile(lookup.files, inner));
    if (found !== undefined) return found;
  }
  return findIndexFile(lookup.files, folder);
}

function findCode(
  lookup: SourceLookup,
  folder: string,
  path: string,
  findInside: (folder: string) => string | undefined,
): string | undefined {
  const direct = findSourceFile(lookup.files, path) ?? findInside(path);
  if (direct !== undefined && isTypeScriptSource(direct)) return direct;
  const origins = toOrigins(lookup, folder, path);
  for (const { stem, certain } of origins) {
    const twin = certain ? findTypeScriptTwin(lookup.files, stem) : undefined;
    if (twin !== undefined) return twin;
  }
  if (direct !== undefined) return direct;
  for (const { stem } of origins) {
    const found = findSourceFile(lookup.files, stem) ?? findIndexFile(lookup.files, stem);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Origin {
  /** Path without an ending. */
  readonly stem: string;
  /** True where a TypeScript file of that name is the source beyond doubt, so that it wins over output found in the tree. */
  readonly certain: boolean;
}

/** Where the source of a built file may be: by the compiler's own folders, then by the usual ones (`dist/esm/a.js` from `src/a.ts` or `a.ts`). */
function toOrigins(lookup: SourceLookup, folder: string, path: string): readonly Origin[] {
  if (!isInside(folder, path)) return [];
  const stem = withoutCompiledEnding(path);
  const origins: Origin[] = [];
  for (const { outDir, rootDir } of lookup.outputsOf(folder)) {
    if (!isInside(outDir, stem)) continue;
    const rest = relativePath(outDir, stem);
    for (const root of rootDir === undefined ? [joinPath(folder, 'src'), folder] : [rootDir]) {
      origins.push({ stem: joinPath(root, rest), certain: true });
    }
  }
  const segments = toSegments(relativePath(folder, stem));
  let built = 0;
  while (built < maxBuildFolders && buildFolders.has(segments[built] ?? '')) built += 1;
  for (; built > 0; built -= 1) {
    const rest = segments.slice(built).join('/');
    origins.push({ stem: joinPath(folder, `src/${rest}`), certain: true }, { stem: joinPath(folder, rest), certain: false });
  }
  return origins;
}
