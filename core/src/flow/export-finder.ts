import type { BindingId, ExportFact, FileFacts } from '../syntax/facts.ts';
import type { Program } from './program.ts';

/** Where the value of an export may be found. */
export type ExportPlace =
  | { readonly kind: 'local'; readonly file: string; readonly binding: BindingId }
  /** What a package exports, or all that a module exports. */
  | { readonly kind: 'import'; readonly file: string; readonly specifier: string; readonly imported: string }
  /** The module has no declared exports: what it has put on `module.exports`. */
  | { readonly kind: 'common'; readonly file: string; readonly name: string };

/** The ways in which a module may export a name. */
export interface ExportWays {
  /** In the order in which they count: the first that comes to a value is it. */
  readonly places: readonly { readonly place: ExportPlace; readonly modules: readonly string[] }[];
  /** Files whose facts were looked at. */
  readonly files: ReadonlySet<string>;
}

/** Follows exports through re-exports and `export *`, once for each name of a file. */
export class ExportFinder {
  private readonly byName = new WeakMap<FileFacts, ReadonlyMap<string, ExportFact>>();
  private readonly ways = new Map<string, Map<string, ExportWays>>();

  constructor(private readonly program: Program) {}

  /** Forgets what was found: facts have changed. */
  forget(): void {
    this.ways.clear();
  }

  find(file: string, name: string): ExportWays {
    let ofFile = this.ways.get(file);
    if (ofFile === undefined) {
      ofFile = new Map();
      this.ways.set(file, ofFile);
    }
    let found = ofFile.get(name);
    if (found === undefined) {
      const files = new Set<string>();
      found = { places: this.search(file, name, [], files, new Set()), files };
      ofFile.set(name, found);
    }
    return found;
  }

  /** `modules`: those on the way that name the export; they run before its value is read. */
  private search(file: string, name: string, modules: readonly string[], files: Set<string>, seen: Set<string>): ExportWays['places'] {
    if (seen.has(`${file}#${name}`)) return [];
    files.add(file);
    const facts = this.program.facts(file);
    if (facts === undefined) return [];
    seen.add(`${file}#${name}`);
    const direct = this.direct(facts, name);
    if (direct !== undefined) return this.follow(direct, file, [...modules, file], files, seen);
    const places = facts.exports.flatMap((star) => {
      if (star.kind !== 'star') return [];
      const target = this.program.resolve(file, star.specifier);
      return target.kind === 'file' ? this.search(target.path, name, modules, files, seen) : [];
    });
    if (facts.esModule && facts.exports.length > 0) return places;
    return [...places, { place: { kind: 'common', file, name }, modules: [...modules, file] }];
  }

  private follow(e: ExportFact, file: string, modules: readonly string[], files: Set<string>, seen: Set<string>): ExportWays['places'] {
    if (e.kind === 'local') return [{ place: { kind: 'local', file, binding: e.binding }, modules }];
    if (e.kind === 'star') return [];
    const target = this.program.resolve(file, e.specifier);
    if (target.kind === 'file' && e.imported !== '*') return this.search(target.path, e.imported, modules, files, seen);
    return [{ place: { kind: 'import', file, specifier: e.specifier, imported: e.imported }, modules }];
  }

  private direct(facts: FileFacts, name: string): ExportFact | undefined {
    let index = this.byName.get(facts);
    if (index === undefined) {
      const found = new Map<string, ExportFact>();
      for (const e of facts.exports) if (e.kind !== 'star' && !found.has(e.name)) found.set(e.name, e);
      index = found;
      this.byName.set(facts, index);
    }
    return index.get(name);
  }
}
