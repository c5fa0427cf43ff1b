import { dirname, joinPath } from '../../base/paths.ts';
import type { Resolution, ResolverHost } from '../resolver.ts';
import { parseJson } from './config-values.ts';
import type { GeneratedFolder } from './generated-folders.ts';
import { createPackageScopes, type FolderScope, type PackageScopes } from './package-scopes.ts';
import type { BuildOutput, SourceLookup } from './package-sources.ts';
import { createSourceFiles } from './source-files.ts';
import { toPackageSpecifier } from './specifiers.ts';
import type { TsConfig } from './tsconfig.ts';
import { createTsConfigs, type TsConfigs } from './tsconfig-lookup.ts';
import { findPackageConfig } from './tsconfig-packages.ts';
import { createWorkspacePackages, type WorkspacePackages } from './workspace-packages.ts';

/** What decides where a specifier that is not relative leads, and the answers so far. */
export interface Surroundings {
  readonly scope: FolderScope;
  readonly config: TsConfig | undefined;
  readonly answers: Map<string, Resolution>;
}

/** All that resolution knows about one state of a workspace, each part found out when it is first needed. */
export interface WorkspaceLookup extends SourceLookup {
  readonly scopes: PackageScopes;
  readonly packages: WorkspacePackages;
  readonly generated: readonly GeneratedFolder[];
  /** Shared by the files of one package and configuration. */
  surroundingsOf(file: string): Surroundings;
}

/** Reads nothing yet, and no file twice. */
export function createWorkspaceLookup(host: ResolverHost): WorkspaceLookup {
  const { paths } = host;
  const scopes = createPackageScopes(host);
  const packages = createWorkspacePackages(paths, scopes);
  const configs = createTsConfigs(paths, {
    json: createJsonReader(host),
    findInPackage(fromFolder, specifier) {
      const wanted = toPackageSpecifier(specifier);
      const manifest = wanted === undefined ? undefined : packages.find(scopes.scopeOf(fromFolder), wanted.name);
      return wanted === undefined || manifest === undefined ? undefined : findPackageConfig(manifest, wanted.subpath);
    },
  });
  return {
    files: createSourceFiles(paths),
    scopes,
    packages,
    generated: host.generated ?? [],
    manifestAt: scopes.manifestAt,
    outputsOf: createOutputs(paths, configs),
    surroundingsOf: createSurroundings(scopes, configs),
  };
}

function createJsonReader(host: ResolverHost): (path: string) => unknown {
  const known = new Map<string, unknown>();
  return (path) => {
    if (known.has(path)) return known.get(path);
    const text = host.read(path);
    const json = text === undefined ? undefined : parseJson(text);
    known.set(path, json);
    return json;
  };
}

function createOutputs(paths: ReadonlySet<string>, configs: TsConfigs): (folder: string) => readonly BuildOutput[] {
  const known = new Map<string, readonly BuildOutput[]>();
  return (folder) => {
    const found = known.get(folder) ?? findOutputs(paths, configs, folder);
    known.set(folder, found);
    return found;
  };
}

function findOutputs(paths: ReadonlySet<string>, configs: TsConfigs, folder: string): readonly BuildOutput[] {
  return ['tsconfig.build.json', 'tsconfig.json'].flatMap((name) => {
    const path = joinPath(folder, name);
    const config = paths.has(path) ? configs.at(path) : undefined;
    return config?.outDir === undefined ? [] : [{ outDir: config.outDir, rootDir: config.rootDir }];
  });
}

function createSurroundings(scopes: PackageScopes, configs: TsConfigs): (file: string) => Surroundings {
  const known = new Map<FolderScope, Map<TsConfig | undefined, Surroundings>>();
  // The imports of a file are asked for in a row.
  let latest: { readonly file: string; readonly surroundings: Surroundings } | undefined;
  return (file) => {
    if (latest?.file === file) return latest.surroundings;
    const scope = scopes.scopeOf(dirname(file));
    const config = configs.findFor(file);
    const ofScope = known.get(scope) ?? new Map<TsConfig | undefined, Surroundings>();
    const surroundings = ofScope.get(config) ?? { scope, config, answers: new Map<string, Resolution>() };
    known.set(scope, ofScope.set(config, surroundings));
    latest = { file, surroundings };
    return surroundings;
  };
}
