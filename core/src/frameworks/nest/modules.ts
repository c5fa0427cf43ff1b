import {
  anything,
  type ClassShape,
  type Container,
  callValue,
  elementsOf,
  findString,
  injectedInstance,
  lineage,
  type Machine,
  type NoteBook,
  readMember,
  settle,
  shaped,
  type Value,
} from '../../flow/index.ts';
import { bareCall } from '../classes.ts';
import { decorationsOf } from '../decorators.ts';
import type { RouteDraft } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import { nestDecorators, tokenOf } from './metadata.ts';
import type { NestNote } from './notes.ts';
import { noteStrategy } from './passport.ts';
import { providerCell } from './providers.ts';

const nowhere = { file: '', start: 0, end: 0 };

/** The unit of the setup in which the modules below a root are read. */
export const unitOf = (root: ClassShape): string => `modules below ${root.file} ${root.class}`;

/** What joins the routes of a class: they have the modules of one root around them. */
export const groupOf = (unit: string, target: ClassShape): string => `${unit}\n${target.file} ${target.class}`;

/** The unit in which the modules around a route were read. */
export const unitOfDraft = ({ group }: RouteDraft): string => group.split('\n')[0] ?? '';

/** Reads the modules that a root imports, directly or not: what they list goes into the notes, their providers into the store. */
export function readModules(m: Machine, root: ClassShape, notes: NoteBook<NestNote>, container: Container): void {
  const unit = unitOf(root);
  if (m.ledger.has(unit)) return;
  m.runUnit(unit, () => {
    const reader = new Reader(m, unit, notes);
    reader.walk(shaped(root));
    for (const { target, extra } of reader.modules) {
      const prefix = reader.prefixes.get(keyOf(target)) ?? '';
      for (const value of listsOf(m, [...metadataOf(m, target), ...extra], 'controllers'))
        for (const shape of value.shapes) if (shape.k === 'class') notes.add({ kind: 'controller', unit, target: shape, prefix });
    }
    // A controller that stands for itself, where nothing is known that lists it.
    if (reader.modules.every(({ target }) => metadataOf(m, target).length === 0))
      notes.add({ kind: 'controller', unit, target: root, prefix: '' });
    for (const { target } of reader.modules) configure(m, target, container);
  });
}

interface Listed {
  readonly target: ClassShape;
  /** What dynamic modules add. */
  readonly extra: Value[];
}

class Reader {
  readonly modules: Listed[] = [];
  readonly prefixes = new Map<string, string>();

  constructor(
    private readonly m: Machine,
    private readonly unit: string,
    private readonly notes: NoteBook<NestNote>,
  ) {}

  walk(value: Value): void {
    const { m } = this;
    const settled = settle(value, m.base);
    if (settled.open && settled.shapes.length === 0) this.notes.add({ kind: 'open', unit: this.unit });
    for (const shape of settled.shapes) {
      if (shape.k === 'class') this.enter(shape, undefined);
      else if (shape.k === 'object') {
        const [target] = m.getField(shape.id, 'module', m.base)?.shapes ?? [];
        if (target?.k === 'class') this.enter(target, shaped(shape));
        else if (target?.k === 'library') this.list(shaped(shape));
      } else if (shape.k === 'library') this.outside(shape);
    }
  }

  /** A package's module: it may hold paths for modules of the workspace, or refer to one of them. */
  private outside(shape: Extract<Value['shapes'][number], { k: 'library' }>): void {
    const { m } = this;
    if (shape.made?.callee === '@nestjs/common#forwardRef') {
      this.walk(callValue(m, shape.made.args[0] ?? anything, bareCall(shape.made.at), m.base));
      return;
    }
    if (shape.made?.callee === '@nestjs/core#RouterModule.register') this.addPrefixes(shape.made.args[0], '');
  }

  private addPrefixes(routes: Value | undefined, above: string): void {
    const { m } = this;
    for (const route of routes === undefined ? [] : known(m, routes)) {
      for (const shape of route.shapes) {
        if (shape.k === 'class') this.prefixes.set(keyOf(shape), above);
        if (shape.k !== 'object') continue;
        const path = joinPaths(above, findString(m.getField(shape.id, 'path', m.base) ?? anything) ?? '');
        const [target] = m.getField(shape.id, 'module', m.base)?.shapes ?? [];
        if (target?.k === 'class') this.prefixes.set(keyOf(target), path);
        for (const below of ['children', 'routes']) this.addPrefixes(m.getField(shape.id, below, m.base), path);
      }
    }
  }

  private enter(target: ClassShape, dynamic: Value | undefined): void {
    const known = this.modules.find((listed) => keyOf(listed.target) === keyOf(target));
    if (known === undefined) {
      this.modules.push({ target, extra: dynamic === undefined ? [] : [dynamic] });
      for (const metadata of metadataOf(this.m, target)) this.list(metadata);
    } else if (dynamic !== undefined) known.extra.push(dynamic);
    if (dynamic !== undefined) this.list(dynamic);
  }

  private list(metadata: Value): void {
    for (const value of listsOf(this.m, [metadata], 'imports')) this.walk(value);
    for (const value of listsOf(this.m, [metadata], 'providers')) this.provide(value);
  }

  private provide(value: Value): void {
    const { m } = this;
    for (const shape of value.shapes) {
      if (shape.k === 'class') {
        this.notes.add({ kind: 'provider', unit: this.unit, target: shape });
        noteStrategy(m, shape, this.unit);
      }
      if (shape.k !== 'object') continue;
      const token = tokenOf(m, m.getField(shape.id, 'provide', m.base));
      const [own] = m.getField(shape.id, 'useClass', m.base)?.shapes ?? [];
      if (own?.k === 'class') this.notes.add({ kind: 'provider', unit: this.unit, target: own });
      if (token === undefined) continue;
      // The constants of the package are their own names.
      const global = /^(?:export @nestjs\/core#|text )APP_(GUARD|PIPE|INTERCEPTOR)$/.exec(token)?.[1];
      if (global !== undefined) this.notes.add({ kind: 'global', unit: this.unit, phase: global.toLowerCase(), provider: shaped(shape) });
      else m.base.store.set(providerCell(this.unit, token), shaped(shape));
    }
  }
}

const keyOf = (target: ClassShape): string => `${target.file} ${target.class}`;

/** What `@Module(…)` was given. */
function metadataOf(m: Machine, target: ClassShape): readonly Value[] {
  return lineage(m, target).flatMap(({ file, class: id, frame }) =>
    decorationsOf(m, m.classFacts(file, id)?.decorators ?? [], file, frame, nestDecorators(m), m.base).list.flatMap(({ key, args }) =>
      key === '@nestjs/common#Module' && args[0] !== undefined ? [args[0]] : [],
    ),
  );
}

/** The entries of a list of modules' metadata, lists inside it opened up. */
function listsOf(m: Machine, metadata: readonly Value[], name: string): readonly Value[] {
  return metadata.flatMap((value) =>
    value.shapes.flatMap((shape) => {
      const list = shape.k === 'object' ? m.getField(shape.id, name, m.base) : undefined;
      return list === undefined ? [] : known(m, list);
    }),
  );
}

/** The elements that an array is known to have, arrays inside it opened up; the value itself where it is no array. */
function known(m: Machine, value: Value): readonly Value[] {
  const arrays = value.shapes.flatMap((shape) => (shape.k === 'object' && m.info(shape.id).kind === 'array' ? [shape.id] : []));
  if (arrays.length === 0) return [value];
  return arrays.flatMap((id) => {
    const elements = elementsOf(m, shaped({ k: 'object', id }), m.base);
    const all = elements ?? [...m.info(id).fields].map((name) => m.getField(id, name, m.base) ?? anything);
    return [...all.flatMap((element) => known(m, element)), ...(elements === undefined ? [{ ...anything }] : [])];
  });
}

/** Runs `configure(consumer)`, by which a module applies middleware. */
function configure(m: Machine, target: ClassShape, container: Container): void {
  const has = lineage(m, target).some(({ file, class: id }) =>
    m.classFacts(file, id)?.members.some((member) => member.name === 'configure'),
  );
  if (!has) return;
  const self = injectedInstance(m, target, container);
  const consumer = m.newObject({ kind: 'adapter', open: true, key: '@nestjs/common#<consumer>' });
  callValue(
    m,
    readMember(m, self, 'configure', nowhere, m.base),
    { ...bareCall(nowhere), args: [shaped({ k: 'object', id: consumer })] },
    m.base,
  );
}
