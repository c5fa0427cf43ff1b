import type { ExportFact, FileFacts } from '../syntax/facts.ts';

/** The exports of files by name; made when a file is first asked for one. */
export class ExportIndex {
  private readonly byFile = new WeakMap<FileFacts, ReadonlyMap<string, ExportFact>>();

  find(facts: FileFacts, name: string): ExportFact | undefined {
    let index = this.byFile.get(facts);
    if (index === undefined) {
      const found = new Map<string, ExportFact>();
      for (const e of facts.exports) if (e.kind !== 'star' && !found.has(e.name)) found.set(e.name, e);
      index = found;
      this.byFile.set(facts, index);
    }
    return index.get(name);
  }
}
