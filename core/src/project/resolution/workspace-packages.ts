import satisfies from 'semver/functions/satisfies.js';
import { basename, dirname, isInside, joinPath, relativePath, toSegments } from '../../base/paths.ts';
import type { PackageManifest } from './package-manifest.ts';
import type { FolderScope, PackageScopes } from './package-scopes.ts';
import { matchesPath, type PathPattern, toPathPattern } from './path-patterns.ts';
import { isInstalledPath } from './source-files.ts';

/** Packages whose code is part of the workspace, by name. */
export interface WorkspacePackages {
  /** The package that `name` means in a file with the given scope; undefined when it comes from outside. */
  find(scope: FolderScope, name: string): PackageManifest | undefined;
}

interface Candidate {
  readonly manifest: PackageManifest;
  /** True for a member of a workspace that npm, Yarn or pnpm knows of. */
  readonly declared: boolean;
}

/** Reads nothing yet; the first question reads every package.json of the tree. */
export function createWorkspacePackages(paths: ReadonlySet<string>, scopes: PackageScopes): WorkspacePackages {
  let byName: ReadonlyMap<string, readonly Candidate[]> | undefined;

  function findNamed(scope: FolderScope, name: string, range: string | undefined): PackageManifest | undefined {
    byName ??= indexByName(paths, scopes);
    const here = scope.public.folder ?? '';
    const accepted = (byName.get(name) ?? []).filter((candidate) => isMeant(candidate, here, range));
    return accepted.sort((a, b) => compareCandidates(here, a, b))[0]?.manifest;
  }

  return {
    find(scope, name) {
      const own = scope.manifest;
      if (own?.name === name && own.exports !== undefined && own.exports !== null) return own;
      const range = scope.public.dependencies.get(name);
      const folder = range === undefined ? undefined : toLinkedFolder(range);
      const linked = folder === undefined ? undefined : scopes.manifestAt(joinPath(scope.declaredIn.get(name) ?? '', folder));
      if (linked !== undefined) return linked;
      const alias = range === undefined ? undefined : /^workspace:((?:@[^/@]+\/)?[^/@]+)@/.exec(range)?.[1];
      return findNamed(scope, alias ?? name, range);
    },
  };
}

/** The folder of `file:../db`, `link:../db`, `portal:../db`, `workspace:../db` or `../db`, relative to the manifest. */
function toLinkedFolder(range: string): string | undefined {
  const [, path] = /^(?:(?:file|link|portal):|(?:workspace:)?(?=\.\.?(?:\/|$)))(.*)$/.exec(range) ?? [];
  return path;
}

/**
 * Whether a package of the tree is what a dependency of its name means. A folder that merely shares a name with a
 * package from the registry (`examples/express`, a fixture called `pg`) must not take its place: unless the workspace
 * declares it, its version has to fit what was asked for.
 */
function isMeant({ manifest, declared }: Candidate, here: string, range: string | undefined): boolean {
  if (range === undefined || /^(?:workspace|file|link|portal):/.test(range)) return true;
  const isFromElsewhere = /^(?!catalog:)[a-z+]+:/i.test(range) || range.includes('/');
  if (isFromElsewhere || manifest.folder === here) return false;
  if (declared || range === '*' || range === '') return true;
  return manifest.version !== undefined && satisfies(manifest.version, range, { includePrerelease: true });
}

/** Declared members first, then the nearest, then by path. */
function compareCandidates(here: string, a: Candidate, b: Candidate): number {
  if (a.declared !== b.declared) return a.declared ? -1 : 1;
  const [left, right] = [a.manifest.folder, b.manifest.folder];
  const distance = toSegments(relativePath(here, left)).length - toSegments(relativePath(here, right)).length;
  return distance !== 0 ? distance : left < right ? -1 : 1;
}

function indexByName(paths: ReadonlySet<string>, scopes: PackageScopes): ReadonlyMap<string, readonly Candidate[]> {
  const folders = [...paths].filter((path) => basename(path) === 'package.json' && !isInstalledPath(path)).map(dirname);
  const members = toMembership(paths, scopes, folders);
  const byName = new Map<string, Candidate[]>();
  for (const folder of folders) {
    const manifest = scopes.manifestAt(folder);
    if (manifest?.name === undefined) continue;
    const candidate = { manifest, declared: members(folder) };
    const list = byName.get(manifest.name);
    if (list === undefined) byName.set(manifest.name, [candidate]);
    else list.push(candidate);
  }
  return byName;
}

/** Tells whether a folder is a member of any declared workspace; the workspace's own root is one. */
function toMembership(paths: ReadonlySet<string>, scopes: PackageScopes, folders: readonly string[]): (folder: string) => boolean {
  const roots = new Set([...folders, ...[...paths].filter((path) => basename(path) === 'pnpm-workspace.yaml').map(dirname)]);
  const workspaces = [...roots].flatMap((root) => {
    const patterns = [...(scopes.manifestAt(root)?.workspaces ?? []), ...(scopes.pnpmWorkspaceAt(root)?.packages ?? [])];
    return patterns.length === 0 ? [] : [toWorkspace(root, patterns)];
  });
  return (folder) => workspaces.some((workspace) => isMember(workspace, folder));
}

interface DeclaredWorkspace {
  readonly root: string;
  readonly included: readonly PathPattern[];
  readonly excluded: readonly PathPattern[];
}

function toWorkspace(root: string, patterns: readonly string[]): DeclaredWorkspace {
  return {
    root,
    included: patterns.filter((pattern) => !pattern.startsWith('!')).map(toPathPattern),
    excluded: patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => toPathPattern(pattern.slice(1))),
  };
}

function isMember({ root, included, excluded }: DeclaredWorkspace, folder: string): boolean {
  if (folder === root) return true;
  if (!isInside(root, folder)) return false;
  const segments = toSegments(relativePath(root, folder));
  return included.some((pattern) => matchesPath(pattern, segments)) && !excluded.some((pattern) => matchesPath(pattern, segments));
}
