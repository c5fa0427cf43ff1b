import { basename, dirname, isInside, joinPath } from '../base/paths.ts';
import type { Framework, SpecifierAlias } from '../frameworks/framework.ts';
import type { Resolver } from './resolver.ts';
import type { Sources } from './sources.ts';

/** Names that the tools of frameworks give a meaning: `$lib` of SvelteKit. */

/** Folders with a package.json. */
export function manifestFolders(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => basename(path) === 'package.json' && !path.includes('node_modules/')).map(dirname);
}

export function frameworkAliases(
  frameworks: readonly Framework[],
  resolver: Resolver,
  manifests: readonly string[],
  sources: Sources,
): readonly SpecifierAlias[] {
  let paths: ReadonlySet<string> | undefined;
  const host = {
    packageFolders: (name: string) => manifests.filter((folder) => resolver.scope(joinPath(folder, 'package.json')).dependencies.has(name)),
    has(path: string): boolean {
      paths ??= new Set(sources.paths);
      return paths.has(path);
    },
    facts: (file: string) => sources.facts(file),
  };
  return frameworks.flatMap((framework) => framework.aliases?.(host) ?? []);
}

/** The aliases have a say where the resolver finds no file. The nearest folder's come first, and of them the longest name. */
export function withAliases(resolver: Resolver, aliases: readonly SpecifierAlias[]): Resolver {
  if (aliases.length === 0) return resolver;
  const sorted = [...aliases].sort((a, b) => b.folder.length - a.folder.length || b.name.length - a.name.length);
  return {
    scope: (file) => resolver.scope(file),
    resolve(from, specifier) {
      const found = resolver.resolve(from, specifier);
      if (found.kind === 'file' || specifier.startsWith('.')) return found;
      for (const { folder, name, target } of sorted) {
        if ((specifier !== name && !specifier.startsWith(`${name}/`)) || !isInside(folder, from)) continue;
        const path = joinPath(target, specifier.slice(name.length + 1));
        const aliased = resolver.resolve('package.json', `./${path}`);
        if (aliased.kind === 'file') return aliased;
      }
      return found;
    },
  };
}
