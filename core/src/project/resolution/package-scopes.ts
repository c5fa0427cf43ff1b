import { joinPath, toAncestors } from '../../base/paths.ts';
import type { PackageScope, ResolverHost } from '../resolver.ts';
import { type PackageManifest, toPackageManifest } from './package-manifest.ts';
import { type PnpmWorkspace, toPnpmWorkspace } from './pnpm-workspace.ts';

/** What a folder's files can see of packages. */
export interface FolderScope {
  readonly public: PackageScope;
  /** The nearest manifest. */
  readonly manifest: PackageManifest | undefined;
  /** For every dependency the folder of the manifest that names it. */
  readonly declaredIn: ReadonlyMap<string, string>;
}

/** The package files of one workspace, each read once and only when asked for. */
export interface PackageScopes {
  manifestAt(folder: string): PackageManifest | undefined;
  pnpmWorkspaceAt(folder: string): PnpmWorkspace | undefined;
  scopeOf(folder: string): FolderScope;
}

const emptyScope: FolderScope = {
  public: { folder: undefined, moduleType: 'commonjs', dependencies: new Map() },
  manifest: undefined,
  declaredIn: new Map(),
};

/** Reads nothing yet. */
export function createPackageScopes(host: ResolverHost): PackageScopes {
  const manifests = new Map<string, PackageManifest | undefined>();
  const pnpmWorkspaces = new Map<string, PnpmWorkspace | undefined>();
  const scopes = new Map<string, FolderScope>();

  function manifestAt(folder: string): PackageManifest | undefined {
    const path = folder === '' ? 'package.json' : `${folder}/package.json`;
    if (!host.paths.has(path)) return undefined;
    if (!manifests.has(path)) manifests.set(path, readWith(host, path, toPackageManifest));
    return manifests.get(path);
  }

  function pnpmWorkspaceAt(folder: string): PnpmWorkspace | undefined {
    const path = joinPath(folder, 'pnpm-workspace.yaml');
    if (!host.paths.has(path)) return undefined;
    if (!pnpmWorkspaces.has(path)) pnpmWorkspaces.set(path, readWith(host, path, toPnpmWorkspace));
    return pnpmWorkspaces.get(path);
  }

  function catalogRange(folder: string, name: string, range: string): string {
    if (!range.startsWith('catalog:')) return range;
    const catalog = range.slice('catalog:'.length).trim() || 'default';
    const workspaceFolder = toAncestors(folder).find((ancestor) => pnpmWorkspaceAt(ancestor) !== undefined);
    if (workspaceFolder === undefined) return range;
    return pnpmWorkspaceAt(workspaceFolder)?.catalogs.get(catalog)?.get(name) ?? range;
  }

  function extendScope(outer: FolderScope, manifest: PackageManifest): FolderScope {
    const { folder, name, moduleType } = manifest;
    const dependencies = new Map(outer.public.dependencies);
    const declaredIn = new Map(outer.declaredIn);
    for (const [dependency, range] of manifest.dependencies) {
      dependencies.set(dependency, catalogRange(folder, dependency, range));
      declaredIn.set(dependency, folder);
    }
    return {
      public: { folder, ...(name !== undefined && { name }), moduleType, dependencies },
      manifest,
      declaredIn,
    };
  }

  function scopeOf(folder: string): FolderScope {
    const known = scopes.get(folder);
    if (known !== undefined) return known;
    const ancestors = toAncestors(folder);
    const nearestKnown = ancestors.findIndex((ancestor) => scopes.has(ancestor));
    let scope = scopes.get(ancestors[nearestKnown] ?? '') ?? emptyScope;
    for (const ancestor of ancestors.slice(0, nearestKnown < 0 ? undefined : nearestKnown).toReversed()) {
      const manifest = manifestAt(ancestor);
      if (manifest !== undefined) scope = extendScope(scope, manifest);
      scopes.set(ancestor, scope);
    }
    return scope;
  }

  return { manifestAt, pnpmWorkspaceAt, scopeOf };
}

function readWith<T>(host: ResolverHost, path: string, toValue: (path: string, text: string) => T): T | undefined {
  const text = host.read(path);
  return text === undefined ? undefined : toValue(path, text);
}
