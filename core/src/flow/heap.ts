import type { LibraryKey } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import { firstOfRun, type Ledger } from './ledger.ts';
import type { Frame, ObjectId } from './value.ts';

/** What an object is, apart from its fields' values, which live in the store. */
export interface ObjectInfo {
  readonly kind: 'plain' | 'array' | 'instance' | 'namespace' | 'adapter' | 'statics';
  /** Names of the fields seen so far, in order. For arrays the indices. */
  readonly fields: Set<string>;
  /** The class of an instance or of a statics object. */
  readonly class?: { readonly file: string; readonly class: number; readonly frame: Frame };
  /** The module of a namespace. */
  readonly file?: string;
  /** The library type an object stands for (`express#<request>`, or what its class extends). */
  readonly key?: LibraryKey;
  /** The type whose members it has besides. */
  readonly beneath?: LibraryKey;
  /** Where the first field of its literal stands. */
  readonly at?: Location;
  /** May have fields that were not seen. */
  open: boolean;
}

/** What the objects of the setup and of the running route are. What a route changes about the former is undone at its end. */
export class Heap {
  private readonly setup: ObjectInfo[] = [];
  private readonly run: ObjectInfo[] = [];
  private readonly changes: (() => void)[] = [];

  constructor(private readonly ledger: Ledger) {}

  make(info: Omit<ObjectInfo, 'fields'>): ObjectId {
    const id = this.ledger.newObjectId();
    if (id < firstOfRun) this.setup[id] = { ...info, fields: new Set() };
    else this.run[id - firstOfRun] = { ...info, fields: new Set() };
    return id;
  }

  get(id: ObjectId): ObjectInfo {
    const found = id < firstOfRun ? this.setup[id] : this.run[id - firstOfRun];
    if (found === undefined) throw new Error(`No object ${id}.`);
    return found;
  }

  addField(id: ObjectId, name: string): void {
    const { fields } = this.get(id);
    if (fields.has(name)) return;
    fields.add(name);
    if (this.outlivesRun(id)) this.changes.push(() => fields.delete(name));
  }

  openUp(id: ObjectId): void {
    const info = this.get(id);
    if (info.open) return;
    info.open = true;
    if (this.outlivesRun(id))
      this.changes.push(() => {
        info.open = false;
      });
  }

  beginRun(): void {
    this.endRun();
    this.run.length = 0;
  }

  endRun(): void {
    for (const undo of this.changes.splice(0)) undo();
  }

  /** True where a route's run is about to change an object of the setup. */
  private outlivesRun(id: ObjectId): boolean {
    return id < firstOfRun && this.ledger.current === undefined;
  }
}
