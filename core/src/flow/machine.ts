import { dirname } from '../base/paths.ts';
import type { Catalog, LibraryKey } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import { type Binding, type BindingId, type ClassFacts, type FunctionId, noBinding, type TypeFacts } from '../syntax/facts.ts';
import { type Budget, CallLimits } from './call-limits.ts';
import { type Invocation, invoke } from './calls.ts';
import { Deferred } from './deferred.ts';
import type { CallEvent, Listener } from './events.ts';
import { ExportFinder, type ExportPlace } from './export-finder.ts';
import { Heap, type ObjectInfo } from './heap.ts';
import { firstOfRun, Ledger, noting, type Reads } from './ledger.ts';
import { toAbsolute } from './path-text.ts';
import type { Program } from './program.ts';
import { SharedGlobals } from './shared-globals.ts';
import { SetupStore, State } from './state.ts';
import { executeBody, hoist } from './statements.ts';
import { anything, type Closure, constant, type Frame, type ObjectId, shaped, unknownBecause, type Value } from './value.ts';

/** A call that an adapter answers instead of the library rows. Undefined leaves it to the rows. */
export type CallHook = (event: CallEvent, state: State) => Value | undefined;
/** A field of an adapter's object that was written while a route runs. */
export type WriteHook = (on: ObjectId, value: Value, at: Location, state: State) => void;

interface ModuleRecord {
  readonly frame: Frame;
  readonly moduleObject: ObjectId;
  readonly namespace: Value;
}

/**
 * Executes programs abstractly. Setup code (module bodies) runs once, in import order, on the base store; a route's
 * functions run on forks of it. Between revisions the setup stays; the ledger says what of it has to run again.
 */
export class Machine {
  private readonly setup = new SetupStore();
  readonly base = new State(this.setup);
  /** What ran once, what it read and wrote; what a change takes out of it runs again. */
  readonly ledger: Ledger;
  readonly program: Program;
  private readonly heap: Heap;
  readonly callHooks = new Map<LibraryKey, CallHook>();
  readonly writeHooks = new Map<LibraryKey, WriteHook>();
  /** Exports of packages whose value an adapter knows, for the file that imports them. */
  readonly exportHooks = new Map<LibraryKey, (from: string) => Value | undefined>();
  /** Functions the engine supplies to user code (`next`), by name. */
  readonly suppliedFunctions = new Map<string, (args: readonly Value[], at: Location, state: State) => Value>();
  /** Where uncaught throws of the innermost `try` are collected. */
  readonly tries: State[][] = [];
  /** How many `catch` clauses are being run. */
  clauses = 0;
  /** The uncaught throws at the outermost level of a run. */
  listener: Listener | undefined;
  /** Makes an instance for a parameter declared to be of a library type, where an adapter wants one (`app: Express`). */
  readonly typedInstances = new Map<LibraryKey, () => Value>();
  /** Fields that hold the status where the running route's answers are written as data. */
  readonly statusFields = new Set<string>();
  /** The notes of all adapters. */
  readonly noteBooks: { all(): readonly unknown[] }[] = [];
  /** Modules (as keys) whose calls make such instances. */
  readonly instanceModules = new Set<LibraryKey>();
  /** Functions that a framework calls rather than code of the workspace, with what it gives them. */
  readonly calledByFramework: {
    recognises(file: string, fn: FunctionId): boolean;
    args(file: string): readonly Value[];
  }[] = [];
  /** What the running setup code has put off. */
  readonly deferred = new Deferred();
  /** The place of a unit in the order in which the setup runs from scratch; its owner knows. */
  unitOrder: (key: string) => number = () => 0;
  /** Where the running unit or route notes what it reads. */
  reads: Reads | undefined;
  private readonly modules = new Map<string, ModuleRecord>();
  private readonly exports: ExportFinder;
  readonly globals = new SharedGlobals(this);
  private readonly limits = new CallLimits();
  private readonly kept = new Set<number>();
  private nextTag = 1;

  constructor(
    private readonly source: Program,
    readonly catalog: Catalog,
    /** Modules outside the setup code are run only when something of them is used. */
    private readonly isSetup: (file: string) => boolean,
    /** Guards the policy teaches, by `file#export`. */
    readonly taught: ReadonlyMap<string, 'middleware' | 'wrapper' | 'call' | 'identity'>,
  ) {
    this.ledger = new Ledger(this.setup, (id) => this.heap.get(id));
    this.heap = new Heap(this.ledger);
    this.program = noting(source, () => this.reads);
    this.exports = new ExportFinder(source);
    for (const name of ['true', 'false']) this.suppliedFunctions.set(name, () => constant(name === 'true'));
  }

  /** True for objects that setup code made: they outlive a request. */
  isOfSetup(id: ObjectId): boolean {
    return id < firstOfRun;
  }

  /** Starts the run of a route, noting in `reads` what it reads. What the last run changed about the setup's objects is undone. */
  beginRun(reads: Reads): void {
    this.heap.beginRun();
    this.ledger.beginRun();
    for (const id of this.kept) if (id >= firstOfRun) this.kept.delete(id);
    this.reads = reads;
  }

  endRun(): void {
    this.heap.endRun();
    this.reads = undefined;
  }

  /** Runs setup code of its own as a unit of the ledger: its effects on the base store are undone when it has to run again. */
  runUnit(key: string, body: () => void): void {
    this.settingUp(key, 'setup', true, body);
  }

  /** True while a route is being run, false during setup. */
  get isRunning(): boolean {
    return this.listener !== undefined;
  }

  /** Starts a fresh budget. */
  restart(budget: Budget): void {
    this.limits.restart(budget);
  }

  /** Runs something with a budget of its own. */
  withFreshBudget(body: () => void): void {
    this.limits.withFreshBudget(body);
  }

  tick(): void {
    this.limits.tick();
  }

  newTag(): number {
    return this.nextTag++;
  }

  newFrame(file: string, fn: FunctionId, parent: Frame | undefined, self: Value | undefined): Frame {
    return { id: this.ledger.newFrameId(), file, fn, parent, self };
  }

  /** Something that outlives the activation can reach its variables. */
  keepAlive(frame: Frame): void {
    this.kept.add(frame.id);
  }

  isKept(frame: Frame): boolean {
    return this.kept.has(frame.id);
  }

  newObject(info: Omit<ObjectInfo, 'fields'>): ObjectId {
    return this.heap.make(info);
  }

  info(id: ObjectId): ObjectInfo {
    this.note(this.ledger.ownerOfObject(id));
    return this.heap.get(id);
  }

  /** From now on, for the running route or for good, the object may have fields that were not seen. */
  openUp(id: ObjectId): void {
    this.heap.openUp(id);
  }

  /** True for an application or router that an adapter made. */
  isInstance(id: ObjectId): boolean {
    const { kind, key } = this.heap.get(id);
    return kind === 'adapter' && key !== undefined && this.typedInstances.has(key);
  }

  /** The running unit or route has read what belongs to the unit `owner`. */
  private note(owner: string | undefined): void {
    if (owner !== undefined) this.reads?.units.add(owner);
  }

  /** A new object with these fields, as a value. */
  makeObject(
    state: State,
    fields: Readonly<Record<string, Value>>,
    info: Omit<ObjectInfo, 'fields'> = { kind: 'plain', open: false },
  ): Value {
    const id = this.newObject(info);
    for (const [name, value] of Object.entries(fields)) this.setField(id, name, value, state);
    return shaped({ k: 'object', id });
  }

  makeArray(state: State, elements: readonly Value[], open = false): Value {
    const id = this.newObject({ kind: 'array', open });
    elements.forEach((value, index) => {
      this.setField(id, String(index), value, state);
    });
    return shaped({ k: 'object', id });
  }

  setField(id: ObjectId, name: string, value: Value, state: State): void {
    this.note(this.ledger.ownerOfObject(id));
    this.heap.addField(id, name);
    state.store.set(`o${id}.${name}`, value);
  }

  getField(id: ObjectId, name: string, state: State): Value | undefined {
    this.note(this.ledger.ownerOfObject(id));
    return state.store.get(`o${id}.${name}`);
  }

  // Modules

  /** Runs a module's body unless it ran already. */
  ensureModule(file: string): ModuleRecord | undefined {
    const known = this.modules.get(file);
    if (known !== undefined && this.ledger.has(file)) return known;
    const facts = this.source.facts(file);
    if (facts === undefined) return undefined;
    this.settingUp(file, this.isSetup(file) ? 'setup' : 'other', false, () => {
      const record = this.newRecord(file);
      this.modules.set(file, record);
      const body = facts.functions[0]?.body ?? [];
      const activation = { frame: record.frame, exits: [], loops: [] };
      // Modules that import each other call such functions before the body runs.
      hoist(this, body, activation, this.base);
      for (const { specifier, typeOnly } of facts.specifiers) {
        if (typeOnly) continue;
        const target = this.source.resolve(file, specifier);
        if (target.kind === 'file' && this.isSetup(target.path)) this.ensureModule(target.path);
      }
      this.restart(this.isSetup(file) ? 'setup' : 'other');
      executeBody(this, body, activation, this.base);
    });
    return this.modules.get(file);
  }

  private newRecord(file: string): ModuleRecord {
    const frame = this.newFrame(file, 0, undefined, undefined);
    const exportsObject = shaped({ k: 'object', id: this.newObject({ kind: 'plain', open: false, file }) });
    const moduleObject = this.newObject({ kind: 'plain', open: false, file });
    const namespace = shaped({ k: 'object', id: this.newObject({ kind: 'namespace', open: false, file }) });
    this.setField(moduleObject, 'exports', exportsObject, this.base);
    return { frame, moduleObject, namespace };
  }

  /** Leaves whatever is running, runs `body` as a unit with a budget of its own, and goes on. */
  private settingUp(key: string, budget: Budget, late: boolean, body: () => void): void {
    const { listener, reads } = this;
    const tries = this.tries.splice(0);
    const goBack = this.limits.begin(budget);
    this.listener = undefined;
    try {
      this.ledger.run(key, late, () => {
        this.reads = this.ledger.current;
        this.deferred.within(this.base, body);
      });
    } finally {
      this.base.live = true;
      this.base.proof = undefined;
      this.base.refused = undefined;
      this.listener = listener;
      this.reads = reads;
      this.tries.splice(0, this.tries.length, ...tries);
      goBack();
    }
  }

  /** The module's frame, for functions that are run on their own. */
  moduleFrame(file: string): Frame | undefined {
    return this.ensureModule(file)?.frame;
  }

  moduleObject(file: string): Value | undefined {
    const record = this.modules.get(file);
    return record === undefined ? undefined : shaped({ k: 'object', id: record.moduleObject });
  }

  /** What `import * as x` or `require()` of the specifier gives. */
  importNamespace(from: string, specifier: string, state: State): Value {
    const target = this.program.resolve(from, specifier);
    if (target.kind === 'package') return shaped({ k: 'library', key: this.catalog.moduleKey(target.module) });
    if (target.kind === 'missing') return unknownBecause(`'${specifier}' could not be found`);
    const record = this.ensureModule(target.path);
    const facts = this.program.facts(target.path);
    if (record === undefined || facts === undefined) return unknownBecause(`${target.path} could not be read`);
    return facts.exports.length === 0 ? (this.getField(record.moduleObject, 'exports', state) ?? anything) : record.namespace;
  }

  /** The value that `import { name } from specifier` binds. */
  importName(from: string, specifier: string, name: string, state: State): Value {
    if (name === '*') return this.importNamespace(from, specifier, state);
    const target = this.program.resolve(from, specifier);
    if (target.kind === 'package') {
      const key = this.catalog.member(this.catalog.moduleKey(target.module), name);
      const known = this.catalog.rows(key).find((row) => row.row === 'constant');
      if (known?.row === 'constant') return constant(known.value);
      return this.exportHooks.get(key)?.(from) ?? shaped({ k: 'library', key });
    }
    if (target.kind === 'missing') return unknownBecause(`'${specifier}' could not be found`);
    return this.exported(target.path, name, state) ?? unknownBecause(`'${name}' was not found in ${target.path}`);
  }

  /** The value a module of the workspace exports under a name; undefined when it has no such export. */
  exported(file: string, name: string, state: State): Value | undefined {
    const { places, files } = this.exports.find(file, name);
    if (this.reads !== undefined) for (const read of files) this.reads.files.add(read);
    for (const { place, modules } of places) {
      for (const module of modules) this.ensureModule(module);
      const value = this.valueOfExport(place, state);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private valueOfExport(place: ExportPlace, state: State): Value | undefined {
    const { file } = place;
    if (place.kind === 'import') return this.importName(file, place.specifier, place.imported, state);
    const record = this.modules.get(file);
    if (record === undefined) return undefined;
    if (place.kind === 'local') {
      const binding = this.program.facts(file)?.bindings[place.binding];
      return binding === undefined ? undefined : this.readBinding(binding, place.binding, record.frame, state);
    }
    const common = this.getField(record.moduleObject, 'exports', state);
    const [shape] = common?.shapes ?? [];
    if (common === undefined || place.name === 'default') return common;
    return shape?.k === 'object' ? this.getField(shape.id, place.name, state) : undefined;
  }

  /** Forgets what followed from the facts of files that have changed. */
  forgetFacts(): void {
    this.exports.forget();
  }

  // Names

  findFrame(frame: Frame, scope: FunctionId): Frame | undefined {
    for (let f: Frame | undefined = frame; f !== undefined; f = f.parent) if (f.fn === scope) return f;
    return undefined;
  }

  cell(frame: Frame, binding: BindingId): string | undefined {
    const facts = this.program.facts(frame.file)?.bindings[binding];
    const owner = facts === undefined ? undefined : this.findFrame(frame, facts.scope);
    if (owner === undefined) return undefined;
    this.note(this.ledger.ownerOfFrame(owner.id));
    return `v${owner.id}:${binding}`;
  }

  readName(name: string, binding: BindingId, frame: Frame, state: State): Value {
    if (binding === noBinding) return this.globals.read(name, frame.file, state) ?? this.readGlobal(name, frame);
    const facts = this.program.facts(frame.file)?.bindings[binding];
    return facts === undefined ? anything : this.readBinding(facts, binding, frame, state);
  }

  readBinding(facts: Binding, binding: BindingId, frame: Frame, state: State): Value {
    if (facts.import !== undefined) return this.importName(frame.file, facts.import.specifier, facts.import.imported, state);
    const owner = this.findFrame(frame, facts.scope);
    if (owner === undefined) return anything;
    this.note(this.ledger.ownerOfFrame(owner.id));
    return state.store.get(`v${owner.id}:${binding}`) ?? anything;
  }

  private readGlobal(name: string, frame: Frame): Value {
    if (name === 'undefined') return { shapes: [{ k: 'constant', value: undefined }], open: false, taints: [] };
    const record = this.modules.get(frame.file);
    if (record !== undefined && name === 'module') return shaped({ k: 'object', id: record.moduleObject });
    if (name === '__dirname') return constant(toAbsolute(dirname(frame.file)));
    if (name === '__filename') return constant(toAbsolute(frame.file));
    if (record !== undefined && name === 'exports') return this.getField(record.moduleObject, 'exports', this.base) ?? anything;
    return shaped({ k: 'library', key: this.catalog.member('global#', name === 'globalThis' ? '' : name) });
  }

  /** What a declared type says of a value that nothing else explains. */
  annotated(type: TypeFacts | undefined, file: string): Value | undefined {
    if (type?.t !== 'name') return undefined;
    if (type.binding === noBinding) return this.instanceOf(this.catalog.annotated('global', type.name));
    const binding = this.program.facts(file)?.bindings[type.binding];
    if (binding?.import === undefined) return undefined;
    const target = this.program.resolve(file, binding.import.specifier);
    const [, ...rest] = type.name.split('.');
    if (target.kind === 'package') {
      const path =
        binding.import.imported === '*' || (binding.import.imported === 'default' && rest.length > 0)
          ? rest.join('.')
          : [binding.import.imported, ...rest].join('.');
      return this.instanceOf(this.catalog.annotated(target.module, path));
    }
    return undefined;
  }

  private instanceOf(key: LibraryKey | undefined): Value | undefined {
    return key === undefined ? undefined : (this.typedInstances.get(key)?.() ?? shaped({ k: 'library', key }));
  }

  classFacts(file: string, id: number): ClassFacts | undefined {
    return this.program.facts(file)?.classes[id];
  }

  // Calls

  invoke(invocation: Invocation): Value {
    return invoke(this, invocation);
  }

  /** Whether calls may still be followed from here. */
  mayEnter(closure: Closure): boolean {
    return this.limits.mayEnter(closure, this.isRunning);
  }

  /** Runs `body` with the closure on the call stack. */
  enter<T>(closure: Closure, given: readonly Value[], body: () => T): T {
    this.reads?.functions.add(`${closure.file}:${closure.fn}`);
    return this.limits.enter(closure, given, this.isRunning, body);
  }
}
