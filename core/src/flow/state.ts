import type { Location } from '../model/index.ts';
import { asTested } from './input-tests.ts';
import { type Accepted, isStrong, joinValues, type Proof, truthiness, type Value } from './value.ts';

/** Cells by name. */
export interface Store {
  get(cell: string): Value | undefined;
  set(cell: string, value: Value): void;
  /** A store in which everything is as it is here; both go on independently, but see {@link SetupStore}. */
  fork(): Store;
  /**
   * Takes over what `branches`, all forks of this store, have set, joined; cells whose name begins with `dead` nobody can
   * read any more. Gives the cells that it set.
   */
  join(branches: readonly Store[], dead?: string): readonly string[];
  /** Adds what was set since the last fork that `other` builds on as well, and gives the layer that both have. */
  collectChanged(other: ForkedStore | undefined, changed: Set<string>): ForkedStore | undefined;
}

/** The setup's cells. Its forks see what modules that run meanwhile set in it, unless they have set it themselves. */
export class SetupStore implements Store {
  private readonly cells = new Map<string, Value>();
  /** Where the cells that are set are listed, when somebody wants to know. */
  journal: Set<string> | undefined;

  get(cell: string): Value | undefined {
    return this.cells.get(cell);
  }

  set(cell: string, value: Value): void {
    this.cells.set(cell, value);
    this.journal?.add(cell);
  }

  delete(cell: string): void {
    this.cells.delete(cell);
  }

  fork(): ForkedStore {
    return new ForkedStore(new Versions(this));
  }

  join(branches: readonly Store[], dead?: string): readonly string[] {
    const changed = new Set<string>();
    for (const branch of branches) branch.collectChanged(undefined, changed);
    return joinInto(this, branches, changed, dead);
  }

  collectChanged(): undefined {
    return undefined;
  }
}

/** One of the versions that a tree of forks has of its cells: the present one, or how it differs from another. */
interface Version {
  next: Version | undefined;
  /** What cells are here that are something else in `next`. */
  readonly differs: Map<string, Value | undefined>;
  /** The version that is this one without what it set; undefined once it has been forked. */
  behind: Version | undefined;
}

const newVersion = (behind: Version | undefined): Version => ({ next: undefined, differs: new Map(), behind });

/**
 * The cells of a tree of forks, after H. G. Baker, "Shallow binding makes functional arrays fast" (1991): one map holds
 * the version that was asked for last, the others are differences to it. A program is run one branch at a time, so nearly
 * every look-up is one in a plain map, however often the program has branched.
 */
class Versions {
  private readonly cells = new Map<string, Value>();
  private present = newVersion(undefined);

  constructor(private readonly ground: SetupStore) {}

  get first(): Version {
    return this.present;
  }

  get(version: Version, cell: string): Value | undefined {
    if (version !== this.present) this.turnTo(version);
    return this.cells.get(cell) ?? this.ground.get(cell);
  }

  /** Sets the cell in a version that nobody else has; {@link Version.behind} keeps what it was. */
  set(version: Version, cell: string, value: Value): void {
    if (version !== this.present) this.turnTo(version);
    const { behind } = version;
    if (behind !== undefined && !behind.differs.has(cell)) behind.differs.set(cell, this.cells.get(cell));
    this.cells.set(cell, value);
  }

  /** A version that begins as `version` is. */
  following(version: Version): Version {
    if (version !== this.present) this.turnTo(version);
    version.behind = undefined;
    const next = newVersion(version);
    version.next = next;
    this.present = next;
    return next;
  }

  private turnTo(version: Version): void {
    const way: Version[] = [];
    for (let at = version; at.next !== undefined; at = at.next) way.push(at);
    for (let at = way.pop(); at !== undefined; at = way.pop()) {
      const before = this.present;
      for (const [cell, value] of at.differs) {
        before.differs.set(cell, this.cells.get(cell));
        if (value === undefined) this.cells.delete(cell);
        else this.cells.set(cell, value);
      }
      at.differs.clear();
      before.next = at;
      at.next = undefined;
      this.present = at;
    }
  }
}

/** A fork of the setup's store, or of another fork. The layers remember which cells changed since the last fork, for joins. */
export class ForkedStore implements Store {
  private version: Version;
  /** Another store began as this one is: its version stays as it is. */
  private shared = false;
  private own = new Set<string>();
  private depth: number;

  constructor(
    private readonly versions: Versions,
    private parent?: ForkedStore,
  ) {
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.version = parent?.version ?? versions.first;
    this.shared = parent !== undefined;
  }

  get(cell: string): Value | undefined {
    return this.versions.get(this.version, cell);
  }

  set(cell: string, value: Value): void {
    if (this.shared) {
      this.version = this.versions.following(this.version);
      this.shared = false;
    }
    this.versions.set(this.version, cell, value);
    this.own.add(cell);
  }

  fork(): ForkedStore {
    this.shared = true;
    if (this.own.size > 0) {
      const frozen = new ForkedStore(this.versions, this.parent);
      frozen.own = this.own;
      this.parent = frozen;
      this.own = new Set();
      this.depth = frozen.depth + 1;
    }
    const fork = new ForkedStore(this.versions, this.parent);
    fork.version = this.version;
    fork.shared = true;
    return fork;
  }

  join(branches: readonly Store[], dead?: string): readonly string[] {
    const changed = new Set<string>();
    for (const branch of branches) {
      const meeting = branch.collectChanged(this, changed);
      for (let store: ForkedStore | undefined = this; store !== undefined && store !== meeting; store = store.parent) {
        for (const cell of store.own) changed.add(cell);
      }
    }
    return joinInto(this, branches, changed, dead);
  }

  collectChanged(other: ForkedStore | undefined, changed: Set<string>): ForkedStore | undefined {
    let store: ForkedStore | undefined = this;
    for (; store !== undefined && other?.reaches(store) !== true; store = store.parent) {
      for (const cell of store.own) changed.add(cell);
    }
    return store;
  }

  private reaches(other: ForkedStore): boolean {
    let store: ForkedStore | undefined = this;
    while (store !== undefined && store.depth > other.depth) store = store.parent;
    return store === other;
  }
}

function joinInto(store: Store, branches: readonly Store[], changed: ReadonlySet<string>, dead: string | undefined): readonly string[] {
  const cells = [...changed].filter((cell) => dead === undefined || !cell.startsWith(dead));
  const joined: (Value | undefined)[] = [];
  // A branch at a time: turning from one version to another costs what they differ in.
  for (const branch of branches) {
    cells.forEach((cell, index) => {
      const here = branch.get(cell);
      const value = here === undefined ? undefined : asTested(here, { store: branch });
      const before = joined[index];
      joined[index] = before === undefined ? value : value === undefined ? before : joinValues(before, value);
    });
  }
  cells.forEach((cell, index) => {
    const value = joined[index];
    if (value !== undefined) store.set(cell, value);
  });
  return cells;
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
  /** Input that a validator has accepted on every way here. */
  accepted: readonly Accepted[] = [];

  constructor(readonly store: Store) {}

  fork(): State {
    const copy = new State(this.store.fork());
    copy.live = this.live;
    copy.proof = this.proof;
    copy.refused = this.refused;
    copy.accepted = this.accepted;
    return copy;
  }

  /** Continues with whichever of the forks are still alive. */
  join(...forks: readonly State[]): void {
    this.joinWithout(undefined, forks);
  }

  /**
   * As {@link join}, for the ways out of a function whose variables (cells named `dead…`) nobody can read any more. Gives
   * the cells that it set.
   */
  joinWithout(dead: string | undefined, forks: readonly State[]): readonly string[] {
    const alive = forks.filter((fork) => fork.live);
    const [first] = alive;
    this.live = first !== undefined;
    if (first === undefined) return [];
    this.proof = alive.every((fork) => fork.proof !== undefined) ? (alive.find((fork) => !isStrong(fork.proof)) ?? first).proof : undefined;
    this.refused = alive.find((fork) => fork.refused !== undefined)?.refused;
    this.accepted = first.accepted.filter((one) =>
      alive.every((fork) => fork.accepted.some((other) => other.part === one.part && other.path === one.path)),
    );
    const changed = this.store.join(
      alive.map((fork) => fork.store),
      dead,
    );
    const authenticated = alive.find((fork) => isStrong(fork.proof));
    const other = alive.find((fork) => !isStrong(fork.proof));
    if (alive.length === 2 && authenticated !== undefined && other !== undefined) markImplied(this.store, changed, authenticated, other);
    return changed;
  }
}

/** A variable that only the authenticated branch makes truthy proves, when tested later, that this branch was taken. */
function markImplied(store: Store, changed: readonly string[], authenticated: State, other: State): void {
  const { proof } = authenticated;
  if (proof === undefined) return;
  // A branch at a time, as in {@link joinInto}.
  const there = changed.map((cell) => authenticated.store.get(cell));
  const elsewhere = changed.map((cell) => other.store.get(cell));
  changed.forEach((cell, index) => {
    const whenProven = there[index];
    const otherwise = elsewhere[index];
    if (whenProven === undefined || otherwise === undefined || whenProven === otherwise) return;
    const value = store.get(cell);
    if (value === undefined) return;
    if (truthiness(otherwise) === false && truthiness(whenProven) !== false) store.set(cell, { ...value, whenTruthy: proof });
    else if (truthiness(otherwise) === true && truthiness(whenProven) !== true) store.set(cell, { ...value, whenFalsy: proof });
  });
}
