import type { GeneratedFolder } from './resolution/generated-folders.ts';

/** What an import specifier leads to. */
export type Resolution =
  /** A file of the workspace. `published`: it was asked for as a package that the workspace publishes. */
  | { readonly kind: 'file'; readonly path: string; readonly published?: true }
  /** A package outside it: `name` is the package ('pg', '@clerk/nextjs'), `module` the specifier without `node:` ('@clerk/nextjs/server', 'fs/promises'). */
  | { readonly kind: 'package'; readonly name: string; readonly module: string }
  /** A relative or aliased specifier that leads nowhere. */
  | { readonly kind: 'missing'; readonly published?: true };

/** Everything the resolver may look at. Paths are relative to the root, with `/`. */
export interface ResolverHost {
  readonly paths: ReadonlySet<string>;
  /** Text of a package.json or tsconfig/jsconfig file. */
  read(path: string): string | undefined;
  /** Folders whose files are code of a package. */
  readonly generated?: readonly GeneratedFolder[];
}

/** Dependencies that a file can see: those of the nearest package.json and of every one above it. */
export interface PackageScope {
  /** Folder of the nearest package.json, '' for the root; undefined when there is none. */
  readonly folder: string | undefined;
  readonly name?: string;
  readonly moduleType: 'module' | 'commonjs';
  /** Package name → version range as written (`^4.18.2`, `workspace:*`), all dependency groups merged, the nearest winning. */
  readonly dependencies: ReadonlyMap<string, string>;
}

export interface Resolver {
  /** Where `specifier`, written in `from`, leads. Never throws. */
  resolve(from: string, specifier: string): Resolution;
  scope(file: string): PackageScope;
}
