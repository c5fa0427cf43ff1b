import { dirname, joinPath, toAncestors, toSegments } from '../../base/paths.ts';
import { matchesPath, toPathPattern } from './path-patterns.ts';
import { loadTsConfig, type TsConfig, type TsConfigSource } from './tsconfig.ts';

/** The configuration that governs each file, loaded once and only when asked for. */
export interface TsConfigs {
  /** That of `file`: the nearest tsconfig.json (or jsconfig.json) upwards, or the one it refers to that covers the file. */
  findFor(file: string): TsConfig | undefined;
  /** The one at exactly this path. */
  at(path: string): TsConfig | undefined;
}

/** Loads nothing yet. */
export function createTsConfigs(paths: ReadonlySet<string>, source: TsConfigSource): TsConfigs {
  const loaded = new Map<string, TsConfig | undefined>();
  const coverage = new Map<TsConfig, (file: string) => boolean>();
  const nearest = new Map<string, TsConfig | undefined>();

  function at(path: string): TsConfig | undefined {
    if (!loaded.has(path)) loaded.set(path, loadTsConfig(source, path));
    return loaded.get(path);
  }

  function covers(config: TsConfig, file: string): boolean {
    const known = coverage.get(config) ?? toCoverage(config);
    coverage.set(config, known);
    return known(file);
  }

  function findNearest(folder: string): TsConfig | undefined {
    const known = nearest.get(folder);
    if (known !== undefined || nearest.has(folder)) return known;
    const path = findNearestPath(paths, folder);
    const config = path === undefined ? undefined : at(path);
    nearest.set(folder, config);
    return config;
  }

  /** In the order written, each before what it refers to in turn. */
  function findReferenced(config: TsConfig, file: string): TsConfig | undefined {
    const seen = new Set([config.path]);
    const open = config.references.toReversed();
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const referenced = at(path);
      if (referenced === undefined) continue;
      if (covers(referenced, file)) return referenced;
      open.push(...referenced.references.toReversed());
    }
    return undefined;
  }

  return {
    at,
    findFor(file) {
      const config = findNearest(dirname(file));
      if (config === undefined || config.references.length === 0 || covers(config, file)) return config;
      return findReferenced(config, file) ?? config;
    },
  };
}

function findNearestPath(paths: ReadonlySet<string>, folder: string): string | undefined {
  for (const ancestor of toAncestors(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = joinPath(ancestor, name);
      if (paths.has(path)) return path;
    }
  }
  return undefined;
}

const neverIncluded = ['node_modules', 'bower_components', 'jspm_packages'] as const;

/** Whether a file belongs to a configuration. JavaScript counts whether or not `allowJs` says so: its imports follow the same aliases. */
function toCoverage(config: TsConfig): (file: string) => boolean {
  const files = new Set(config.files);
  const everything = config.files === undefined ? [joinPath(config.folder, '**')] : [];
  const include = (config.include?.map(toIncludePattern) ?? everything).map(toPathPattern);
  const usual = [...neverIncluded.map((name) => joinPath(config.folder, `**/${name}`)), ...(config.outDir ? [config.outDir] : [])];
  const exclude = (config.exclude ?? usual).map((text) => toPathPattern(joinPath(text, '**')));
  return (file) => {
    if (files.has(file)) return true;
    const segments = toSegments(file);
    return include.some((pattern) => matchesPath(pattern, segments)) && !exclude.some((pattern) => matchesPath(pattern, segments));
  };
}

/** A last segment without an ending or a wildcard is a folder, all of which is meant. */
function toIncludePattern(text: string): string {
  const last = text.slice(text.lastIndexOf('/') + 1);
  return /[.*?]/.test(last) ? text : joinPath(text, '**');
}
