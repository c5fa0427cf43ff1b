import type { Catalog, LibraryKey } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import type { Resolution } from '../project/resolver.ts';
import {
  type Binding,
  type BindingId,
  type ClassFacts,
  type ExportFact,
  type FileFacts,
  type FunctionId,
  noBinding,
  type TypeFacts,
} from '../syntax/facts.ts';
import { type Invocation, invoke } from './calls.ts';
import type { CallEvent, Listener } from './events.ts';
import { evaluate } from './expressions.ts';
import { State, Store } from './state.ts';
import { executeBody } from './statements.ts';
import { anything, type Closure, type Frame, type ObjectId, type Primitive, shaped, unknownBecause, type Value } from './value.ts';

/** The program as the machine sees it: facts by file, and where specifiers lead. */
export interface Program {
  facts(file: string): FileFacts | undefined;
  resolve(from: string, specifier: string): Resolution;
}

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
  /** May have fields that were not seen. */
  open: boolean;
}

/** A call that an adapter answers instead of the library rows. Undefined leaves it to the rows. */
export type CallHook = (event: CallEvent, state: State) => Value | undefined;

/**
 * What an adapter noted while setup ran, in the order it happened. Adapters keep nothing else of their own, so that a
 * part of the setup can be run again: notes of its last run go with it.
 */
export class NoteBook<T> {
  private readonly entries: T[] = [];

  constructor(private readonly machine: Machine) {}

  /** Notes something; ignored while a route is being run, when nothing is set up any more. */
  add(entry: T): void {
    if (!this.machine.isRunning) this.entries.push(entry);
  }

  all(): readonly T[] {
    return this.entries;
  }
}

interface ModuleRecord {
  readonly frame: Frame;
  readonly moduleObject: ObjectId;
  /** Files that its body read while it ran. */
  readonly touched: Set<string>;
  namespace?: Value;
  done: boolean;
}

/** What an execution context shares: where returns and throws go. */
export interface Activation {
  readonly frame: Frame;
  readonly exits: Exit[];
  readonly loops: { readonly label: string | undefined; readonly breaks: State[]; readonly continues: State[] }[];
}

export interface Exit {
  readonly value: Value;
  readonly state: State;
  readonly at: Location | undefined;
}

const deepestCall = 40;
const mostRecursion = 2;
/** Steps that may be taken before calls are no longer followed: by one route, by a module that sets up routes, by any other. */
const budgets = { route: 120_000, setup: 60_000, other: 4_000 } as const;

/**
 * Executes programs abstractly. Setup code (module bodies) runs once, in import order, on the base store; a route's
 * functions run on forks of it. The machine keeps no other state between runs.
 */
export class Machine {
  readonly base = new State(new Store());
  readonly objects: ObjectInfo[] = [];
  readonly callHooks = new Map<LibraryKey, CallHook>();
  /** Functions the engine supplies to user code (`next`), by name. */
  readonly suppliedFunctions = new Map<string, (args: readonly Value[], at: Location, state: State) => Value>();
  /** Where uncaught throws of the innermost `try` are collected. */
  readonly tries: State[][] = [];
  /** The uncaught throws at the outermost level of a run. */
  listener: Listener | undefined;
  /** Makes an instance for a parameter declared to be of a library type, where an adapter wants one (`app: Express`). */
  readonly typedInstances = new Map<LibraryKey, () => Value>();
  /** Modules (as keys) whose calls make such instances. */
  readonly instanceModules = new Set<LibraryKey>();
  /** Functions that ran, as `file:fn`. */
  readonly visited = new Set<string>();
  /** Files that the current run read, when somebody wants to know. */
  touched: Set<string> | undefined;
  private readonly modules = new Map<string, ModuleRecord>();
  private readonly exportIndex = new Map<FileFacts, Map<string, ExportFact>>();
  private readonly stack: string[] = [];
  private nextFrame = 1;
  private nextTag = 1;
  private steps = 0;
  private budget: number = budgets.setup;

  constructor(
    readonly program: Program,
    readonly catalog: Catalog,
    /** Modules outside the setup code are run only when something of them is used. */
    private readonly isSetup: (file: string) => boolean,
    /** Guards the policy teaches, by `file#export`. */
    readonly taught: ReadonlyMap<string, 'middleware' | 'wrapper' | 'call' | 'identity'>,
  ) {}

  /** Objects with a lower id were made by setup code and outlive a request. */
  setupObjects = 0;

  /** True while a route is being run, false during setup. */
  get isRunning(): boolean {
    return this.listener !== undefined;
  }

  /** Starts a fresh budget. */
  restart(budget: keyof typeof budgets): void {
    this.steps = 0;
    this.budget = budgets[budget];
  }

  tick(): void {
    this.steps += 1;
  }

  newTag(): number {
    return this.nextTag++;
  }

  newFrame(file: string, fn: FunctionId, parent: Frame | undefined, self: Value | undefined): Frame {
    return { id: this.nextFrame++, file, fn, parent, self };
  }

  newObject(info: Omit<ObjectInfo, 'fields'>): ObjectId {
    this.objects.push({ ...info, fields: new Set() });
    return this.objects.length - 1;
  }

  info(id: ObjectId): ObjectInfo {
    const found = this.objects[id];
    if (found === undefined) throw new Error(`No object ${id}.`);
    return found;
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
    this.info(id).fields.add(name);
    state.store.set(`o${id}.${name}`, value);
  }

  getField(id: ObjectId, name: string, state: State): Value | undefined {
    return state.store.get(`o${id}.${name}`) ?? this.base.store.get(`o${id}.${name}`);
  }

  // Modules

  /** Runs a module's body unless it ran already. */
  ensureModule(file: string): ModuleRecord | undefined {
    this.touched?.add(file);
    const known = this.modules.get(file);
    if (known !== undefined) {
      for (const other of known.touched) this.touched?.add(other);
      return known;
    }
    const facts = this.program.facts(file);
    if (facts === undefined) return undefined;
    const frame = this.newFrame(file, 0, undefined, undefined);
    const exportsObject = shaped({ k: 'object', id: this.newObject({ kind: 'plain', open: false, file }) });
    const moduleObject = this.newObject({ kind: 'plain', open: false, file });
    const record: ModuleRecord = { frame, moduleObject, touched: new Set([file]), done: false };
    this.modules.set(file, record);
    this.setField(moduleObject, 'exports', exportsObject, this.base);
    for (const { specifier, typeOnly } of facts.specifiers) {
      if (typeOnly) continue;
      const target = this.program.resolve(file, specifier);
      if (target.kind === 'file' && this.isSetup(target.path)) this.ensureModule(target.path);
    }
    const { touched, listener } = this;
    this.touched = record.touched;
    const { steps, budget } = this;
    const tries = this.tries.splice(0);
    const stack = this.stack.splice(0);
    this.listener = undefined;
    this.restart(this.isSetup(file) ? 'setup' : 'other');
    const activation: Activation = { frame, exits: [], loops: [] };
    executeBody(this, facts.functions[0]?.body ?? [], activation, this.base);
    this.base.live = true;
    this.base.proof = undefined;
    this.base.refused = undefined;
    this.listener = listener;
    this.touched = touched;
    for (const other of record.touched) touched?.add(other);
    this.steps = steps;
    this.budget = budget;
    this.tries.push(...tries);
    this.stack.push(...stack);
    record.done = true;
    return record;
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
    if (facts.exports.length === 0) return this.getField(record.moduleObject, 'exports', state) ?? anything;
    record.namespace ??= shaped({ k: 'object', id: this.newObject({ kind: 'namespace', open: false, file: target.path }) });
    return record.namespace;
  }

  /** The value that `import { name } from specifier` binds. */
  importName(from: string, specifier: string, name: string, state: State): Value {
    if (name === '*') return this.importNamespace(from, specifier, state);
    const target = this.program.resolve(from, specifier);
    if (target.kind === 'package') return shaped({ k: 'library', key: this.catalog.member(this.catalog.moduleKey(target.module), name) });
    if (target.kind === 'missing') return unknownBecause(`'${specifier}' could not be found`);
    return this.exported(target.path, name, state) ?? unknownBecause(`'${name}' was not found in ${target.path}`);
  }

  /** The value a module of the workspace exports under a name; undefined when it has no such export. */
  exported(file: string, name: string, state: State, seen: Set<string> = new Set()): Value | undefined {
    if (seen.has(`${file}#${name}`)) return undefined;
    const facts = this.program.facts(file);
    if (facts === undefined) return undefined;
    this.touched?.add(file);
    seen.add(`${file}#${name}`);
    const direct = this.namedExports(facts).get(name);
    if (direct !== undefined) {
      const record = this.ensureModule(file);
      return record === undefined ? undefined : this.valueOfExport(direct, file, record, state, seen);
    }
    for (const star of facts.exports) {
      if (star.kind !== 'star') continue;
      const target = this.program.resolve(file, star.specifier);
      if (target.kind === 'file') {
        const found = this.exported(target.path, name, state, seen);
        if (found !== undefined) return found;
      }
    }
    if (facts.esModule && facts.exports.length > 0) return undefined;
    const record = this.ensureModule(file);
    const common = record === undefined ? undefined : this.getField(record.moduleObject, 'exports', state);
    const [shape] = common?.shapes ?? [];
    if (common !== undefined) {
      if (name === 'default') return common;
      if (shape?.k === 'object') return this.getField(shape.id, name, state);
    }
    return undefined;
  }

  private namedExports(facts: FileFacts): ReadonlyMap<string, ExportFact> {
    let index = this.exportIndex.get(facts);
    if (index === undefined) {
      index = new Map();
      for (const e of facts.exports) if (e.kind !== 'star' && !index.has(e.name)) index.set(e.name, e);
      this.exportIndex.set(facts, index);
    }
    return index;
  }

  private valueOfExport(e: ExportFact, file: string, record: ModuleRecord, state: State, seen: Set<string>): Value | undefined {
    if (e.kind === 'local') {
      const binding = this.program.facts(file)?.bindings[e.binding];
      return binding === undefined ? undefined : this.readBinding(binding, e.binding, record.frame, state);
    }
    if (e.kind === 'star') return undefined;
    const target = this.program.resolve(file, e.specifier);
    if (target.kind !== 'file' || e.imported === '*') return this.importName(file, e.specifier, e.imported, state);
    return this.exported(target.path, e.imported, state, seen);
  }

  // Names

  findFrame(frame: Frame, scope: FunctionId): Frame | undefined {
    for (let f: Frame | undefined = frame; f !== undefined; f = f.parent) if (f.fn === scope) return f;
    return undefined;
  }

  cell(frame: Frame, binding: BindingId): string | undefined {
    const facts = this.program.facts(frame.file)?.bindings[binding];
    const owner = facts === undefined ? undefined : this.findFrame(frame, facts.scope);
    return owner === undefined ? undefined : `v${owner.id}:${binding}`;
  }

  readName(name: string, binding: BindingId, frame: Frame, state: State): Value {
    if (binding === noBinding) return this.readGlobal(name, frame);
    const facts = this.program.facts(frame.file)?.bindings[binding];
    return facts === undefined ? anything : this.readBinding(facts, binding, frame, state);
  }

  readBinding(facts: Binding, binding: BindingId, frame: Frame, state: State): Value {
    if (facts.import !== undefined) return this.importName(frame.file, facts.import.specifier, facts.import.imported, state);
    const owner = this.findFrame(frame, facts.scope);
    if (owner === undefined) return anything;
    const cell = `v${owner.id}:${binding}`;
    return state.store.get(cell) ?? this.base.store.get(cell) ?? anything;
  }

  private readGlobal(name: string, frame: Frame): Value {
    if (name === 'undefined') return { shapes: [{ k: 'constant', value: undefined }], open: false, taints: [] };
    const record = this.modules.get(frame.file);
    if (record !== undefined && name === 'module') return shaped({ k: 'object', id: record.moduleObject });
    if (record !== undefined && name === 'exports') return this.getField(record.moduleObject, 'exports', this.base) ?? anything;
    return shaped({ k: 'library', key: this.catalog.member('global#', name === 'globalThis' ? '' : name) });
  }

  /** What a declared type says of a value that nothing else explains. */
  annotated(type: TypeFacts | undefined, file: string): Value | undefined {
    if (type === undefined || type.t !== 'name' || type.binding === noBinding) return undefined;
    const facts = this.program.facts(file);
    const binding = facts?.bindings[type.binding];
    if (binding?.import === undefined) return undefined;
    const target = this.program.resolve(file, binding.import.specifier);
    const [, ...rest] = type.name.split('.');
    if (target.kind === 'package') {
      const path =
        binding.import.imported === '*' || (binding.import.imported === 'default' && rest.length > 0)
          ? rest.join('.')
          : [binding.import.imported, ...rest].join('.');
      const key = this.catalog.annotated(target.module, path);
      if (key === undefined) return undefined;
      return this.typedInstances.get(key)?.() ?? shaped({ k: 'library', key });
    }
    return undefined;
  }

  classFacts(file: string, id: number): ClassFacts | undefined {
    return this.program.facts(file)?.classes[id];
  }

  /** The class a class extends, when it is one of the workspace. */
  superClass(
    current: { file: string; class: number; frame: Frame },
    state: State,
  ): { file: string; class: number; frame: Frame } | undefined {
    const base = this.superValue(current, state);
    for (const shape of base?.shapes ?? []) if (shape.k === 'class') return { file: shape.file, class: shape.class, frame: shape.frame };
    return undefined;
  }

  private superValue(current: { file: string; class: number; frame: Frame }, state: State): Value | undefined {
    const facts = this.classFacts(current.file, current.class);
    return facts?.superClass === undefined
      ? undefined
      : evaluate(this, facts.superClass, { frame: current.frame, exits: [], loops: [] }, state);
  }

  /** The library type that a class extends, directly or through classes of the workspace. */
  libraryBase(start: { file: string; class: number; frame: Frame }, state: State): LibraryKey | undefined {
    let current: { file: string; class: number; frame: Frame } | undefined = start;
    for (let depth = 0; current !== undefined && depth < 8; depth += 1) {
      for (const shape of this.superValue(current, state)?.shapes ?? [])
        if (shape.k === 'library') return this.catalog.extended(shape.key) ?? this.catalog.constructed(shape.key);
      current = this.superClass(current, state);
    }
    return undefined;
  }

  // Calls

  invoke(invocation: Invocation): Value {
    return invoke(this, invocation);
  }

  /** Whether calls may still be followed from here. */
  mayEnter(closure: Closure): boolean {
    if (this.steps > this.budget || this.stack.length >= deepestCall) return false;
    const id = `${closure.file}:${closure.fn}`;
    let times = 0;
    for (const entry of this.stack) if (entry === id) times += 1;
    return times < mostRecursion;
  }

  /** Runs `body` with the closure on the call stack. */
  enter<T>(closure: Closure, body: () => T): T {
    const id = `${closure.file}:${closure.fn}`;
    this.stack.push(id);
    this.visited.add(id);
    this.touched?.add(closure.file);
    try {
      return body();
    } finally {
      this.stack.pop();
    }
  }

  /** Constant fields of an argument object, for option rows. */
  optionsOf(args: readonly Value[], state: State): readonly ReadonlyMap<string, Primitive | 'present'>[] {
    return args.map((arg) => {
      const options = new Map<string, Primitive | 'present'>();
      this.collectOptions(arg, '', state, options);
      return options;
    });
  }

  /** Fields by their dotted path, two levels deep. */
  private collectOptions(value: Value, prefix: string, state: State, options: Map<string, Primitive | 'present'>): void {
    for (const shape of value.shapes) {
      if (shape.k !== 'object') continue;
      for (const name of this.info(shape.id).fields) {
        const field = this.getField(shape.id, name, state);
        const [only, more] = field?.shapes ?? [];
        options.set(`${prefix}${name}`, only?.k === 'constant' && more === undefined ? only.value : 'present');
        if (field !== undefined && prefix === '') this.collectOptions(field, `${name}.`, state, options);
      }
    }
  }
}
