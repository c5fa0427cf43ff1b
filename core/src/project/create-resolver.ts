import { dirname, extname, isInside, joinPath } from '../base/paths.ts';
import { findAlias } from './resolution/aliases.ts';
import { generatedModule } from './resolution/generated-folders.ts';
import { isNodeBuiltin } from './resolution/node-builtins.ts';
import type { FolderScope } from './resolution/package-scopes.ts';
import { findInFolder, findModule, findPackageFile, findTargetFile } from './resolution/package-sources.ts';
import { findTargets } from './resolution/package-targets.ts';
import { findDeclarationFile, findSourceFile, isInstalledPath } from './resolution/source-files.ts';
import { hasScheme, isFolderSpecifier, isRelativeSpecifier, isUsableSpecifier, toPackageSpecifier } from './resolution/specifiers.ts';
import { createWorkspaceLookup, type Surroundings, type WorkspaceLookup } from './resolution/workspace-lookup.ts';
import type { PackageScope, Resolution, Resolver, ResolverHost } from './resolver.ts';

/**
 * A resolver over one state of the workspace. Creating it reads nothing; every configuration file is read at most once,
 * when a question first depends on it. After a file was added or removed, or a package.json, pnpm-workspace.yaml or
 * tsconfig changed, make a new one.
 *
 * Where Node, TypeScript and bundlers differ, the answer is the file a developer would open: a source rather than what
 * is built from it, code rather than a declaration. `moduleType` of a scope is that of the file asked about, so that
 * `.mts` and `.cjs` have their own.
 */
export function createResolver(host: ResolverHost): Resolver {
  const lookup = createWorkspaceLookup(host);
  return {
    resolve(from, specifier) {
      if (!isUsableSpecifier(specifier)) return missing;
      if (isRelativeSpecifier(specifier)) return resolveRelative(lookup, from, specifier);
      return resolveAbsolute(lookup, lookup.surroundingsOf(from), specifier);
    },
    scope: (file) => toFileScope(lookup.scopes.scopeOf(dirname(file)).public, file),
  };
}

const missing: Resolution = { kind: 'missing' };

function resolveRelative(lookup: WorkspaceLookup, from: string, specifier: string): Resolution {
  const path = joinPath(dirname(from), specifier);
  const generated = generatedModule(lookup.generated, path);
  if (generated !== undefined) return toPackage(generated);
  const found = isFolderSpecifier(specifier)
    ? (findInFolder(lookup, path) ?? findDeclarationFile(lookup.files, joinPath(path, 'index')))
    : (findSourceFile(lookup.files, path) ?? findInFolder(lookup, path) ?? findDeclarationFile(lookup.files, path));
  return toFile(found);
}

function resolveAbsolute(lookup: WorkspaceLookup, around: Surroundings, specifier: string): Resolution {
  if (specifier.startsWith('node:')) return toPackage(specifier.slice('node:'.length));
  if (isNodeBuiltin(specifier)) return toPackage(specifier);
  const known = around.answers.get(specifier);
  if (known !== undefined) return known;
  const answer = resolveByAlias(lookup, around, specifier);
  around.answers.set(specifier, answer);
  return answer;
}

/** An alias first, as TypeScript has it, but its declarations only after a package that the file depends on. */
function resolveByAlias(lookup: WorkspaceLookup, around: Surroundings, specifier: string): Resolution {
  const { config, scope } = around;
  const alias = config === undefined ? undefined : findAlias(config.aliases, config.baseUrl, specifier);
  if (alias === undefined) return resolveByPackage(lookup, around, specifier);
  const targets = alias.targets.filter((target) => !isInstalledPath(target));
  const generated = findFirst(targets, (target) => generatedModule(lookup.generated, target));
  if (generated !== undefined) return toPackage(generated);
  const source = findFirst(targets, (target) => findAliasTarget(lookup, target, alias.explicit));
  if (source !== undefined) return toFile(source);
  const otherwise = resolveByPackage(lookup, around, specifier);
  if (otherwise.kind === 'file' || (otherwise.kind === 'package' && scope.public.dependencies.has(otherwise.name))) return otherwise;
  const declaration = findFirst(targets, (target) => findDeclarationFile(lookup.files, target));
  if (declaration !== undefined) return toFile(declaration);
  const isBroken = alias.explicit && targets.length === alias.targets.length;
  return isBroken ? missing : otherwise;
}

/** `paths` may point at built output of a package, `baseUrl` is only ever a place to look. */
function findAliasTarget(lookup: WorkspaceLookup, target: string, explicit: boolean): string | undefined {
  if (!explicit) return findSourceFile(lookup.files, target) ?? findInFolder(lookup, target);
  return findModule(lookup, lookup.scopes.scopeOf(dirname(target)).public.folder ?? '', target);
}

function resolveByPackage(lookup: WorkspaceLookup, around: Surroundings, specifier: string): Resolution {
  return specifier.startsWith('#') ? resolveInternal(lookup, around, specifier) : resolvePackage(lookup, around.scope, specifier);
}

function resolvePackage(lookup: WorkspaceLookup, scope: FolderScope, specifier: string): Resolution {
  if (hasScheme(specifier)) return toPackage(specifier);
  const wanted = toPackageSpecifier(specifier);
  if (wanted === undefined) return missing;
  const manifest = lookup.packages.find(scope, wanted.name);
  if (manifest !== undefined) {
    const found = toFile(findPackageFile(lookup, manifest, wanted.subpath));
    return manifest.published && manifest !== scope.manifest && found.kind !== 'package' ? { ...found, published: true } : found;
  }
  // `src/…` is an alias that some tool was to give a meaning to, unless somebody really depends on a package `src`.
  return wanted.name === 'src' && !scope.public.dependencies.has('src') ? missing : toPackage(specifier);
}

/** `#name`, by the `imports` of the nearest package.json alone (Node's LOOKUP_PACKAGE_SCOPE). */
function resolveInternal(lookup: WorkspaceLookup, around: Surroundings, specifier: string): Resolution {
  const { manifest } = around.scope;
  const targets = manifest === undefined ? undefined : findTargets(manifest.imports, specifier);
  if (manifest === undefined || targets === undefined) return missing;
  for (const target of targets) {
    const found = resolveInternalTarget(lookup, around, manifest.folder, target);
    if (found.kind !== 'missing') return found;
  }
  return toFile(findTargetFile(lookup, manifest.folder, targets, false));
}

function resolveInternalTarget(lookup: WorkspaceLookup, around: Surroundings, folder: string, target: string): Resolution {
  if (/^[#/]|^\.\.(?:\/|$)/.test(target)) return missing;
  if (!target.startsWith('./')) return resolveAbsolute(lookup, around, target);
  const path = joinPath(folder, target);
  const generated = generatedModule(lookup.generated, path);
  if (generated !== undefined) return toPackage(generated);
  return isInside(folder, path) ? toFile(findModule(lookup, folder, path)) : missing;
}

function findFirst<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toFile(path: string | undefined): Resolution {
  return path === undefined ? missing : { kind: 'file', path };
}

/** A package by the specifier without `node:`; one with another scheme is a package of that name. */
function toPackage(module: string): Resolution {
  return { kind: 'package', name: toPackageSpecifier(module)?.name ?? module, module };
}

/** The ending decides the module type where there is one for it (Node.js documentation, "Determining module system"). */
function toFileScope(scope: PackageScope, file: string): PackageScope {
  const ending = extname(file);
  const own = /^\.m[jt]s$/.test(ending) ? 'module' : /^\.c[jt]s$/.test(ending) ? 'commonjs' : scope.moduleType;
  return own === scope.moduleType ? scope : { ...scope, moduleType: own };
}
