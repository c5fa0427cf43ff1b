import { dirname, extname, isInside, joinPath } from '../base/paths.ts';
import { findAlias } from './resolution/aliases.ts';
import { isNodeBuiltin } from './resolution/node-builtins.ts';
import { createPackageScopes, type FolderScope } from './resolution/package-scopes.ts';
import { type BuildOutput, findInFolder, findModule, findPackageFile, findTargetFile, type SourceLookup } from './resolution/package-sources.ts';
import { findTargets } from './resolution/package-targets.ts';
import { createSourceFiles, findDeclarationFile, findSourceFile, isInstalledPath } from './resolution/source-files.ts';
import { hasScheme, isFolderSpecifier, isRelativeSpecifier, isUsableSpecifier, toPackageSpecifier } from './resolution/specifiers.ts';
import type { TsConfig } from './resolution/tsconfig.ts';
import { createTsConfigs } from './resolution/tsconfig-lookup.ts';
import { findPackageConfig } from './resolution/tsconfig-packages.ts';
import { createWorkspacePackages } from './resolution/workspace-packages.ts';
import type { PackageScope, Resolution, Resolver, ResolverHost } from './resolver.ts';

/** What decides where a specifier that is not relative leads, and the answers so far. */
interface Surroundings {
  readonly scope: FolderScope;
  readonly config: TsConfig | undefined;
  readonly answers: Map<string, Resolution>;
}

const missing: Resolution = { kind: 'missing' };

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
  const { paths } = host;
  const files = createSourceFiles(paths);
  const scopes = createPackageScopes(host);
  const workspacePackages = createWorkspacePackages(paths, scopes);
  const configs = createTsConfigs(paths, { read: (path) => host.read(path), findInPackage: findConfigInPackage });
  const outputs = new Map<string, readonly BuildOutput[]>();
  const lookup: SourceLookup = { files, manifestAt: scopes.manifestAt, outputsOf };
  const surroundings = new Map<FolderScope, Map<TsConfig | undefined, Surroundings>>();
  let latest: { readonly from: string; readonly around: Surroundings } | undefined;

  function findConfigInPackage(fromFolder: string, specifier: string): string | undefined {
    const wanted = toPackageSpecifier(specifier);
    const manifest = wanted === undefined ? undefined : workspacePackages.find(scopes.scopeOf(fromFolder), wanted.name);
    return wanted === undefined || manifest === undefined ? undefined : findPackageConfig(manifest, wanted.subpath);
  }

  function outputsOf(folder: string): readonly BuildOutput[] {
    const known = outputs.get(folder);
    if (known !== undefined) return known;
    const found = ['tsconfig.build.json', 'tsconfig.json'].flatMap((name) => {
      const path = joinPath(folder, name);
      const config = paths.has(path) ? configs.at(path) : undefined;
      return config?.outDir === undefined ? [] : [{ outDir: config.outDir, rootDir: config.rootDir }];
    });
    outputs.set(folder, found);
    return found;
  }

  /** One file's imports are asked for in a row, and files of one package and configuration share their answers. */
  function getSurroundings(from: string): Surroundings {
    if (latest?.from === from) return latest.around;
    const scope = scopes.scopeOf(dirname(from));
    const config = configs.findFor(from);
    const ofScope = surroundings.get(scope) ?? new Map<TsConfig | undefined, Surroundings>();
    const around = ofScope.get(config) ?? { scope, config, answers: new Map<string, Resolution>() };
    surroundings.set(scope, ofScope.set(config, around));
    latest = { from, around };
    return around;
  }

  function resolveRelative(from: string, specifier: string): Resolution {
    const path = joinPath(dirname(from), specifier);
    const found = isFolderSpecifier(specifier)
      ? (findInFolder(lookup, path) ?? findDeclarationFile(files, joinPath(path, 'index')))
      : (findSourceFile(files, path) ?? findInFolder(lookup, path) ?? findDeclarationFile(files, path));
    return toFile(found);
  }

  /** `paths` may point at built output of a package, `baseUrl` is only ever a place to look. */
  function findAliasTarget(target: string, explicit: boolean): string | undefined {
    if (!explicit) return findSourceFile(files, target) ?? findInFolder(lookup, target);
    return findModule(lookup, scopes.scopeOf(dirname(target)).public.folder ?? '', target);
  }

  function resolveBare(around: Surroundings, specifier: string): Resolution {
    if (isNodeBuiltin(specifier)) return toPackage(specifier);
    const { config } = around;
    const alias = config === undefined ? undefined : findAlias(config.aliases, config.baseUrl, specifier);
    const targets = (alias?.targets ?? []).filter((target) => !isInstalledPath(target));
    for (const target of targets) {
      const found = findAliasTarget(target, alias?.explicit === true);
      if (found !== undefined) return toFile(found);
    }
    const beyondAlias = specifier.startsWith('#') ? resolveInternal(around, specifier) : resolvePackage(around.scope, specifier);
    if (beyondAlias.kind === 'file' || (beyondAlias.kind === 'package' && isDependency(around.scope, beyondAlias.name))) return beyondAlias;
    const declaration = targets.map((target) => findDeclarationFile(files, target)).find((path) => path !== undefined);
    if (declaration !== undefined) return toFile(declaration);
    const isBrokenAlias = alias?.explicit === true && targets.length === alias.targets.length;
    return isBrokenAlias ? missing : beyondAlias;
  }

  function resolvePackage(scope: FolderScope, specifier: string): Resolution {
    if (hasScheme(specifier)) return toPackage(specifier);
    const wanted = toPackageSpecifier(specifier);
    if (wanted === undefined) return missing;
    const manifest = workspacePackages.find(scope, wanted.name);
    if (manifest !== undefined) return toFile(findPackageFile(lookup, manifest, wanted.subpath));
    // `src/…` is an alias that some tool was to give a meaning to, unless somebody really depends on a package `src`.
    return wanted.name === 'src' && !isDependency(scope, 'src') ? missing : toPackage(specifier);
  }

  /** `#name`, by the `imports` of the nearest package.json alone (Node's LOOKUP_PACKAGE_SCOPE). */
  function resolveInternal(around: Surroundings, specifier: string): Resolution {
    const { manifest } = around.scope;
    const targets = manifest === undefined ? undefined : findTargets(manifest.imports, specifier);
    if (manifest === undefined || targets === undefined) return missing;
    for (const target of targets) {
      const found = resolveInternalTarget(around, manifest.folder, target);
      if (found.kind !== 'missing') return found;
    }
    return toFile(findTargetFile(lookup, manifest.folder, targets, false));
  }

  function resolveInternalTarget(around: Surroundings, folder: string, target: string): Resolution {
    if (/^[#/]|^\.\.(?:\/|$)/.test(target)) return missing;
    if (!target.startsWith('./')) return resolveAny(around, target);
    const path = joinPath(folder, target);
    return isInside(folder, path) ? toFile(findModule(lookup, folder, path)) : missing;
  }

  function resolveAny(around: Surroundings, specifier: string): Resolution {
    if (specifier.startsWith('node:')) return toPackage(specifier.slice('node:'.length));
    const known = around.answers.get(specifier);
    if (known !== undefined) return known;
    const answer = resolveBare(around, specifier);
    around.answers.set(specifier, answer);
    return answer;
  }

  return {
    resolve(from, specifier) {
      if (!isUsableSpecifier(specifier)) return missing;
      return isRelativeSpecifier(specifier) ? resolveRelative(from, specifier) : resolveAny(getSurroundings(from), specifier);
    },
    scope: (file) => toFileScope(scopes.scopeOf(dirname(file)).public, file),
  };
}

function toFile(path: string | undefined): Resolution {
  return path === undefined ? missing : { kind: 'file', path };
}

function isDependency(scope: FolderScope, name: string): boolean {
  return scope.public.dependencies.has(name);
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
