import type { Unit } from './ledger.ts';
import type { Machine } from './machine.ts';
import { sameData } from './same-data.ts';

/**
 * What an adapter noted while setup ran, in the order it happened. Adapters keep nothing else of their own: when a part
 * of the setup is run again, the notes of its last run go with it. A note that says the same as the one before in its
 * place is that one again, so that what was derived from it still holds.
 */
export class NoteBook<T> {
  private readonly pages = new Map<string, { readonly unit: Unit; readonly entries: T[]; readonly before: readonly T[] }>();

  constructor(private readonly machine: Machine) {}

  /** Notes something; ignored while a route is being run, when nothing is set up any more. */
  add(entry: T): void {
    const unit = this.machine.ledger.current;
    if (unit === undefined) return;
    const known = this.pages.get(unit.key);
    const page = known?.unit === unit ? known : { unit, entries: [], before: known?.entries ?? [] };
    if (page !== known) this.pages.set(unit.key, page);
    const last = page.before[page.entries.length];
    page.entries.push(last !== undefined && sameData(last, entry) ? last : entry);
  }

  all(): readonly T[] {
    const { ledger, unitOrder } = this.machine;
    const pages: { readonly order: number; readonly key: string; readonly entries: readonly T[] }[] = [];
    for (const [key, { unit, entries }] of this.pages) {
      if (ledger.get(key) === unit) pages.push({ order: unitOrder(key), key, entries });
    }
    pages.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
    return pages.flatMap((page) => page.entries);
  }
}
