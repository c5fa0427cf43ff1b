import type { Unit } from './ledger.ts';
import type { Machine } from './machine.ts';
import { sameData } from './same-data.ts';

/** What a unit noted, and what it had noted when it ran before. */
interface Page<T> {
  readonly unit: Unit;
  entries: T[];
  readonly before: T[];
}

/**
 * What an adapter noted while setup ran, in the order it happened. Adapters keep nothing else of their own: when a part
 * of the setup is run again, the notes of its last run go with it. A note that says the same as the one before in its
 * place is that one again, so that what was derived from it still holds.
 */
export class NoteBook<T> {
  private readonly pages = new Map<string, Page<T>>();
  private last: { readonly pages: readonly (readonly T[])[]; readonly notes: readonly T[] } = { pages: [], notes: [] };

  constructor(private readonly machine: Machine) {
    machine.noteBooks.push(this);
  }

  /** Notes something; ignored while a route is being run, when nothing is set up any more. */
  add(entry: T): void {
    const unit = this.machine.ledger.current;
    if (unit === undefined) return;
    let page = this.pages.get(unit.key);
    if (page?.unit !== unit) {
      page = { unit, entries: [], before: page?.entries ?? [] };
      this.pages.set(unit.key, page);
    }
    const last = page.before[page.entries.length];
    page.entries.push(last !== undefined && sameData(last, entry) ? last : entry);
  }

  /** All notes in the order in which the setup runs from scratch: the same list as long as nothing of it is different. */
  all(): readonly T[] {
    const { ledger, unitOrder } = this.machine;
    const pages: { readonly order: number; readonly key: string; readonly entries: readonly T[] }[] = [];
    for (const [key, page] of this.pages) {
      if (ledger.get(key) !== page.unit) continue;
      if (areSame(page.entries, page.before)) page.entries = page.before;
      pages.push({ order: unitOrder(key), key, entries: page.entries });
    }
    pages.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
    const entries = pages.map((page) => page.entries);
    if (!areSame(entries, this.last.pages)) this.last = { pages: entries, notes: entries.flat() };
    return this.last.notes;
  }
}

const areSame = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
