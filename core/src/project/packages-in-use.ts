import { basename } from '../base/paths.ts';
import type { FileFacts } from '../syntax/index.ts';
import type { Resolver } from './resolver.ts';

/** Which packages a workspace depends on or imports from: an adapter has nothing to read where its framework is not among them. */
export class PackagesInUse {
  private readonly declared = new Set<string>();
  private readonly imported = new WeakMap<FileFacts, readonly string[]>();

  /** `paths`: all files of a layout. */
  constructor(paths: readonly string[], resolver: Resolver) {
    for (const path of paths) {
      if (basename(path) !== 'package.json') continue;
      for (const name of resolver.scope(path).dependencies.keys()) this.declared.add(name);
    }
  }

  /** The packages that are declared in some package.json or imported by one of the files. */
  with(files: Iterable<string>, facts: (file: string) => FileFacts | undefined): ReadonlySet<string> {
    const all = new Set(this.declared);
    for (const file of files) for (const name of this.importedBy(facts(file))) all.add(name);
    return all;
  }

  private importedBy(facts: FileFacts | undefined): readonly string[] {
    if (facts === undefined) return [];
    let names = this.imported.get(facts);
    if (names === undefined) {
      names = facts.specifiers.flatMap(({ specifier }) => (specifier.startsWith('.') ? [] : [packageOf(specifier)]));
      this.imported.set(facts, names);
    }
    return names;
  }
}

/** `@trpc/server` of `@trpc/server/adapters/express`. */
const packageOf = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
