import { Map as PersistentMap } from 'immutable';
import type { Location } from '../model/index.ts';
import { isStrong, joinValues, type Proof, truthiness, undefinedValue, type Value } from './value.ts';

/**
 * Cells by name. The cells are a persistent map, so that a look-up never depends on how often the program has branched;
 * the layers only remember which cells changed since the last fork, for joins.
 */
export class Store {
  private cells: PersistentMap<string, Value>;
  private own = new Set<string>();
  private depth: number;
  /** Where the cells that are set or deleted are listed, when somebody wants to know. */
  journal: Set<string> | undefined;

  constructor(private parent?: Store) {
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.cells = parent === undefined ? PersistentMap() : parent.cells;
  }

  get(cell: string): Value | undefined {
    return this.cells.get(cell);
  }

  set(cell: string, value: Value): void {
    this.cells = this.cells.set(cell, value);
    this.own.add(cell);
    this.journal?.add(cell);
  }

  delete(cell: string): void {
    this.cells = this.cells.delete(cell);
  }

  /** Forgets what was set since which fork; no fork of it may be in use. */
  flatten(): void {
    this.parent = undefined;
    this.own = new Set();
    this.depth = 0;
  }

  /** Freezes what is known so far and gives a store that builds on it; both go on independently. */
  fork(): Store {
    if (this.own.size > 0) {
      const frozen = new Store(this.parent);
      frozen.own = this.own;
      frozen.cells = this.cells;
      this.parent = frozen;
      this.own = new Set();
      this.depth = frozen.depth + 1;
    }
    const fork = new Store(this.parent);
    fork.cells = this.cells;
    return fork;
  }

  /** Takes over the cells of `branches`, all forks of this store, joined; those whose name begins with `dead` nobody can read any more. */
  join(branches: readonly Store[], dead?: string): void {
    const [first, ...others] = branches;
    if (first === undefined) return;
    const changed = new Set<string>();
    for (const branch of branches) {
      let meeting: Store | undefined = branch;
      for (; meeting !== undefined && !this.reaches(meeting); meeting = meeting.parent) {
        for (const cell of meeting.own) changed.add(cell);
      }
      for (let store: Store | undefined = this; store !== undefined && store !== meeting; store = store.parent) {
        for (const cell of store.own) changed.add(cell);
      }
    }
    this.cells = this.cells.withMutations((cells) => {
      for (const cell of changed) {
        if (dead !== undefined && cell.startsWith(dead)) continue;
        let joined = first.cells.get(cell);
        for (const other of others) {
          const value = other.cells.get(cell);
          joined = joined === undefined ? value : value === undefined ? joined : joinValues(joined, value);
        }
        // Set since the fork by a module that ran meanwhile.
        if (joined === undefined) continue;
        cells.set(cell, joined);
        this.own.add(cell);
        this.journal?.add(cell);
      }
    });
  }

  /** The cells set since the last fork. */
  changed(): [string, Value][] {
    return [...this.own].map((cell) => [cell, this.cells.get(cell) ?? undefinedValue]);
  }

  private reaches(other: Store): boolean {
    let store: Store | undefined = this;
    while (store !== undefined && store.depth > other.depth) store = store.parent;
    return store === other;
  }
}

/** A refusal (401, 403, sign-in redirect …) that was sent while execution went on. */
export interface Refusal {
  readonly at: Location;
  readonly what: string;
  /** Sent only when the value with this tag is falsy. */
  readonly tag?: number;
  /** Only the status was set: whatever answers next is the refusal. */
  readonly pending?: boolean;
  /** A redirect of callers whose identity was just found missing. */
  readonly signIn?: boolean;
}

/** All that is known at one point of one path. */
export class State {
  live = true;
  /** The caller has been authenticated on every way here. */
  proof: Proof | undefined;
  /** A refusal may have been sent on the way here. */
  refused: Refusal | undefined;

  constructor(readonly store: Store) {}

  fork(): State {
    const copy = new State(this.store.fork());
    copy.live = this.live;
    copy.proof = this.proof;
    copy.refused = this.refused;
    return copy;
  }

  /** Continues with whichever of the forks are still alive. */
  join(...forks: readonly State[]): void {
    this.joinWithout(undefined, forks);
  }

  /** As {@link join}, for the ways out of a function whose variables (cells named `dead…`) nobody can read any more. */
  joinWithout(dead: string | undefined, forks: readonly State[]): void {
    const alive = forks.filter((fork) => fork.live);
    const [first] = alive;
    this.live = first !== undefined;
    if (first === undefined) return;
    this.proof = alive.every((fork) => fork.proof !== undefined) ? (alive.find((fork) => !isStrong(fork.proof)) ?? first).proof : undefined;
    this.refused = alive.find((fork) => fork.refused !== undefined)?.refused;
    this.store.join(
      alive.map((fork) => fork.store),
      dead,
    );
    const authenticated = alive.find((fork) => isStrong(fork.proof));
    const other = alive.find((fork) => !isStrong(fork.proof));
    if (alive.length === 2 && authenticated !== undefined && other !== undefined) markImplied(this.store, authenticated, other);
  }
}

/** A variable that only the authenticated branch makes truthy proves, when tested later, that this branch was taken. */
function markImplied(store: Store, authenticated: State, other: State): void {
  const proof = authenticated.proof;
  if (proof === undefined) return;
  for (const [cell, value] of store.changed()) {
    const there = authenticated.store.get(cell);
    const elsewhere = other.store.get(cell);
    if (there === undefined || elsewhere === undefined || there === elsewhere) continue;
    if (truthiness(elsewhere) === false && truthiness(there) !== false) store.set(cell, { ...value, whenTruthy: proof });
    else if (truthiness(elsewhere) === true && truthiness(there) !== true) store.set(cell, { ...value, whenFalsy: proof });
  }
}
