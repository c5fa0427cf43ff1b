import type { Program } from './program.ts';
import { type Moved, sameData } from './same-data.ts';
import type { SetupStore } from './state.ts';
import type { ObjectId, Value } from './value.ts';

/**
 * Something that ran once to set the application up: a module's body, a function that nobody calls, an adapter's
 * reading of the routes. The ledger knows what each unit read and wrote, so that after a change those units run again
 * that the change can concern, and no others.
 */
export interface Unit {
  readonly key: string;
  /** Files whose facts it read. */
  readonly files: Set<string>;
  /** Other units whose cells it read. */
  readonly units: Set<string>;
  /** Functions that ran, as `file:fn`. */
  readonly functions: Set<string>;
  /** Cells of the base store that it wrote. */
  readonly cells: Set<string>;
  /** Runs when all modules have run: they see nothing of what it does. */
  readonly late: boolean;
  /** Another number when a run left anything else behind. */
  version: number;
}

/** What a unit or a route read; see {@link Unit}. */
export interface Reads {
  readonly files: Set<string>;
  readonly units: Set<string>;
  readonly functions: Set<string>;
}

/** The numbers a unit gives to its frames and objects: the same ones, in the same order, each time it runs. */
interface Pool {
  readonly frames: number[];
  readonly objects: ObjectId[];
  usedFrames: number;
  usedObjects: number;
}

/** What a unit had written when it was taken out. */
interface Snapshot {
  readonly version: number;
  readonly cells: ReadonlyMap<string, Value | undefined>;
  readonly objects: readonly unknown[];
}

/** Frames and objects with this number or a higher one belong to the run of one route. */
export const firstOfRun = 2 ** 30;

export class Ledger {
  /** The unit that is running; undefined during the run of a route. */
  current: Unit | undefined;
  /** Where the places in what units have left behind are since the last change. */
  moved: Moved | undefined;
  /** Units that were taken out since somebody has looked; they may have run again. */
  readonly disturbed = new Set<string>();
  private readonly units = new Map<string, Unit>();
  private readonly readers = new Map<string, Set<string>>();
  private readonly pools = new Map<string, Pool>();
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly frameOwners: string[] = [];
  private readonly objectOwners: string[] = [];
  private versions = 0;
  private runFrames = firstOfRun;
  private runObjects = firstOfRun;

  constructor(
    private readonly store: SetupStore,
    /** What an object is, as data; compared when its unit has run again. */
    private readonly objectOf: (id: ObjectId) => unknown,
  ) {}

  has(key: string): boolean {
    return this.units.has(key);
  }

  get(key: string): Unit | undefined {
    return this.units.get(key);
  }

  /** True where the function (`file:fn`) has run in some unit, other than on its own. */
  hasVisited(id: string): boolean {
    for (const unit of this.units.values()) if (unit.functions.has(id) && !unit.key.endsWith(` ${id}`)) return true;
    return false;
  }

  all(): Iterable<Unit> {
    return this.units.values();
  }

  /** Runs `body` as the unit. Units nest: a module's body may be the first to use another module. */
  run(key: string, late: boolean, body: () => void): Unit {
    const unit: Unit = { key, files: new Set(), units: new Set(), functions: new Set(), cells: new Set(), late, version: 0 };
    const pool = this.poolOf(key);
    pool.usedFrames = 0;
    pool.usedObjects = 0;
    this.units.set(key, unit);
    const { current } = this;
    const { journal } = this.store;
    this.current = unit;
    this.store.journal = unit.cells;
    try {
      body();
    } finally {
      this.current = current;
      this.store.journal = journal;
    }
    this.close(unit);
    return unit;
  }

  newFrameId(): number {
    if (this.current === undefined) return this.runFrames++;
    const { key } = this.current;
    const pool = this.poolOf(key);
    const id = pool.frames[pool.usedFrames] ?? this.frameOwners.push(key) - 1;
    pool.frames[pool.usedFrames++] = id;
    return id;
  }

  newObjectId(): ObjectId {
    if (this.current === undefined) return this.runObjects++;
    const { key } = this.current;
    const pool = this.poolOf(key);
    const id = pool.objects[pool.usedObjects] ?? this.objectOwners.push(key) - 1;
    pool.objects[pool.usedObjects++] = id;
    return id;
  }

  /** The unit whose frame or object has the number; undefined for those of a route's run. */
  ownerOfFrame(id: number): string | undefined {
    return id < firstOfRun ? this.frameOwners[id] : undefined;
  }

  ownerOfObject(id: ObjectId): string | undefined {
    return id < firstOfRun ? this.objectOwners[id] : undefined;
  }

  /** Starts the run of a route: its frames and objects take the place of the last one's. */
  beginRun(): void {
    this.runFrames = firstOfRun;
    this.runObjects = firstOfRun;
  }

  /** Takes out everything that a change of these files can concern. */
  invalidate(files: ReadonlySet<string>): void {
    const open: string[] = [];
    for (const unit of this.units.values()) {
      for (const file of files) {
        if (unit.key !== file && !unit.files.has(file)) continue;
        open.push(unit.key);
        break;
      }
    }
    this.takeOut(open);
  }

  /** Takes these units out, with all that read what they wrote and all whose cells they wrote into; late ones also that wrote what they have read. */
  takeOut(keys: readonly string[]): void {
    const open = [...keys];
    const gone = new Set<string>();
    const late = keys.length === 0 ? undefined : this.lateWriters();
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const unit = this.units.get(key);
      if (unit === undefined || gone.has(key)) continue;
      gone.add(key);
      open.push(...(this.readers.get(key) ?? []), ...this.ownersOfCells(unit));
      for (const read of unit.units) open.push(...(late?.get(read) ?? []));
    }
    for (const key of gone) this.keepSnapshot(key);
    for (const key of gone) {
      this.disturbed.add(key);
      this.remove(key);
    }
  }

  private keepSnapshot(key: string): void {
    const unit = this.units.get(key);
    if (unit === undefined) return;
    const cells = new Map([...unit.cells].map((cell) => [cell, this.store.get(cell)] as const));
    this.snapshots.set(key, { version: unit.version, cells, objects: this.objectsOf(key) });
  }

  private remove(key: string): void {
    const unit = this.units.get(key);
    if (unit === undefined) return;
    for (const cell of unit.cells) this.store.delete(cell);
    for (const read of unit.units) this.readers.get(read)?.delete(key);
    this.units.delete(key);
  }

  private close(unit: Unit): void {
    unit.units.delete(unit.key);
    for (const read of unit.units) {
      const readers = this.readers.get(read);
      if (readers === undefined) this.readers.set(read, new Set([unit.key]));
      else readers.add(unit.key);
    }
    const before = this.snapshots.get(unit.key);
    this.snapshots.delete(unit.key);
    const same =
      before !== undefined &&
      before.cells.size === unit.cells.size &&
      [...unit.cells].every((cell) => before.cells.has(cell) && sameData(before.cells.get(cell), this.store.get(cell), this.moved)) &&
      sameData(before.objects, this.objectsOf(unit.key), this.moved);
    unit.version = same ? before.version : ++this.versions;
  }

  private objectsOf(key: string): readonly unknown[] {
    const pool = this.poolOf(key);
    return pool.objects.slice(0, pool.usedObjects).map(this.objectOf);
  }

  private poolOf(key: string): Pool {
    let pool = this.pools.get(key);
    if (pool === undefined) {
      pool = { frames: [], objects: [], usedFrames: 0, usedObjects: 0 };
      this.pools.set(key, pool);
    }
    return pool;
  }

  /** Late units by what they wrote into cells of. */
  private lateWriters(): ReadonlyMap<string, readonly string[]> {
    const writers = new Map<string, string[]>();
    for (const unit of this.units.values()) {
      if (!unit.late) continue;
      for (const owner of this.ownersOfCells(unit)) {
        const known = writers.get(owner);
        if (known === undefined) writers.set(owner, [unit.key]);
        else known.push(unit.key);
      }
    }
    return writers;
  }

  /** Units other than itself that the unit wrote into. */
  private ownersOfCells(unit: Unit): readonly string[] {
    const owners = new Set<string>();
    for (const cell of unit.cells) {
      const owner = this.ownerOfCell(cell);
      if (owner !== undefined && owner !== unit.key) owners.add(owner);
    }
    return [...owners];
  }

  /** Cells are named by what they belong to: `v12:3` (a frame's variable), `o5.name` (a field), `sfile:1.name` (a static), `ffile:1.name`. */
  private ownerOfCell(cell: string): string | undefined {
    const rest = cell.slice(1);
    switch (cell.charAt(0)) {
      case 'v':
        return this.frameOwners[Number.parseInt(rest, 10)];
      case 'o':
        return this.objectOwners[Number.parseInt(rest, 10)];
      default:
        return rest.slice(0, rest.lastIndexOf(':'));
    }
  }
}

/** The program, with every look at a file's facts noted in `reads`. */
export function noting(source: Program, reads: () => Reads | undefined): Program {
  return {
    facts: (file) => {
      reads()?.files.add(file);
      return source.facts(file);
    },
    resolve: (from, specifier) => source.resolve(from, specifier),
    entries: (folder) => source.entries(folder),
    filesNaming: (name) => source.filesNaming(name),
    packageFolder: (file) => source.packageFolder(file),
    range: (file, name) => source.range(file, name),
  };
}
