import { frameworks } from '../frameworks/registry.generated.ts';
import type { Resolution, Resolver } from './resolver.ts';

/** The resolver, where what nothing else explains leads by a convention of a framework: `~~/server/db`, `#imports`. */
export function withConventions(resolver: Resolver, paths: ReadonlySet<string>): Resolver {
  const places = {
    has: (path: string) => paths.has(path),
    packageFolder: (file: string) => resolver.scope(file).folder ?? '',
    dependsOn: (file: string, name: string) => resolver.scope(file).dependencies.has(name),
  };
  return {
    scope: (file) => resolver.scope(file),
    resolve(from, specifier) {
      const found = resolver.resolve(from, specifier);
      return found.kind === 'missing' ? (byConvention(from, specifier) ?? found) : found;
    },
  };

  function byConvention(from: string, specifier: string): Resolution | undefined {
    for (const { findModule } of frameworks) {
      const found = findModule?.(from, specifier, places);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
