import { anything, elementsOf, type Machine, type ObjectId, render, type Shape, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { walkFile } from '../../syntax/index.ts';
import { functionOf } from '../exports.ts';
import type { GraphqlNote } from './notes.ts';
import { fieldsOfBuilder, isBuilder } from './pothos.ts';
import { isShield, ruleFor } from './shield.ts';
import type { Written } from './written.ts';

/** What a function of a field is, for how it is run. */
export type PartKind = 'directive' | 'rule' | 'scope' | 'combined' | 'resolver' | 'around';

/** A function that runs for a field. */
export interface Part {
  readonly kind: PartKind;
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

/** A field of Query, Mutation or Subscription: a route. */
export interface Field {
  readonly method: Method;
  readonly name: string;
  readonly at: Location;
  /** In the order in which they run; the resolver last. */
  readonly parts: readonly Part[];
}

export type Method = (typeof methodOf)[keyof typeof methodOf];

/** The types whose fields are asked for by name; those of other types are reached through one of them. */
export const methodOf = { Query: 'QUERY', Mutation: 'MUTATION', Subscription: 'SUBSCRIPTION' } as const;
const roots = ['Query', 'Mutation', 'Subscription'] as const;

type NoteOf<K extends GraphqlNote['kind']> = Extract<GraphqlNote, { kind: K }>;

/** Reads what schemas consist of. */
export class Schemas {
  private readonly schemas = new Map<ObjectId, NoteOf<'schema'>>();
  private readonly wrapped = new Map<ObjectId, NoteOf<'wrapped'>>();

  constructor(
    private readonly m: Machine,
    private readonly notes: readonly GraphqlNote[],
    private readonly written: Written,
  ) {
    for (const note of notes) {
      if (note.kind === 'schema') this.schemas.set(note.id, note);
      if (note.kind === 'wrapped') this.wrapped.set(note.id, note);
    }
  }

  /** The schemas that a schema is made of, itself included. */
  within(value: Value, found = new Set<ObjectId>()): ReadonlySet<ObjectId> {
    for (const one of this.listed(value))
      for (const shape of one.shapes) {
        if (shape.k !== 'object' || found.has(shape.id)) continue;
        const inner = [...(this.schemas.get(shape.id)?.parts ?? []), this.wrapped.get(shape.id)?.schema].filter((v) => v !== undefined);
        if (this.schemas.has(shape.id) || this.wrapped.has(shape.id)) found.add(shape.id);
        for (const part of inner) this.within(part, found);
      }
    return found;
  }

  /** The fields of a schema. */
  fieldsOf(schema: Value, depth = 0): readonly Field[] {
    const fields = new Map<string, Field>();
    const add = (list: readonly Field[]): void => {
      for (const field of list) fields.set(`${field.method} ${field.name}`, field);
    };
    if (depth > mostNesting) return [];
    for (const one of this.listed(schema))
      for (const shape of one.shapes) {
        if (shape.k !== 'object') continue;
        const note = this.schemas.get(shape.id);
        for (const part of note?.parts ?? []) add(this.fieldsOf(part, depth + 1));
        if (note?.resolvers !== undefined) add(this.fieldsOfMaps(note.resolvers));
        const wrapped = this.wrapped.get(shape.id);
        if (wrapped !== undefined) add(this.fieldsOf(wrapped.schema, depth + 1).map((field) => this.around(field, wrapped.around)));
      }
    return [...fields.values()];
  }

  /** The fields of resolver maps: of one, or of several that are merged. */
  fieldsOfMaps(given: Value, depth = 0): readonly Field[] {
    const fields = new Map<string, Field>();
    if (depth > mostNesting) return [];
    for (const shape of given.shapes)
      for (const field of this.fieldsOfMap(shape, depth)) fields.set(`${field.method} ${field.name}`, field);
    return [...fields.values()];
  }

  private fieldsOfMap(shape: Shape, depth: number): readonly Field[] {
    const { m } = this;
    if (shape.k === 'library') return (shape.made?.args ?? []).flatMap((arg) => this.fieldsOfMaps(arg, depth + 1));
    if (shape.k === 'promise') return this.fieldsOfMaps(shape.inner, depth + 1);
    if (shape.k !== 'object') return [];
    if (isBuilder(m, shape.id))
      return fieldsOfBuilder(m, shape.id, this.notes).map(({ root, name, at, resolver, scopes }): Field => {
        const checks = scopes.map((value): Part => ({ kind: 'scope', value, name: 'authScopes', at }));
        return { method: methodOf[root], name, at, parts: [...checks, { kind: 'resolver', value: resolver, name, at }] };
      });
    if (m.info(shape.id).kind === 'array')
      return [...m.info(shape.id).fields].flatMap((name) => this.fieldsOfMaps(m.getField(shape.id, name, m.base) ?? anything, depth + 1));
    // `[{ typeDefs, resolvers }]`, the modules of a federated schema.
    const nested = m.getField(shape.id, 'resolvers', m.base);
    if (nested !== undefined) return this.fieldsOfMaps(nested, depth + 1);
    return roots.flatMap((root) => {
      const type = m.getField(shape.id, root, m.base);
      return type === undefined ? [] : this.fieldsOfType(root, type, depth);
    });
  }

  private fieldsOfType(root: (typeof roots)[number], type: Value, depth: number): readonly Field[] {
    const { m } = this;
    return type.shapes.flatMap((shape): readonly Field[] => {
      if (shape.k === 'library' && depth < mostNesting)
        return (shape.made?.args ?? []).flatMap((arg) => this.fieldsOfType(root, arg, depth + 1));
      if (shape.k !== 'object') return [];
      return [...m.info(shape.id).fields].flatMap((name) => {
        const value = name === '*' || name.startsWith('@') ? undefined : m.getField(shape.id, name, m.base);
        return value === undefined ? [] : this.fieldOf(root, name, value);
      });
    });
  }

  /** `users: (parent, args) => …`, `{ subscribe, resolve }`. */
  private fieldOf(root: (typeof roots)[number], name: string, value: Value): readonly Field[] {
    const { m } = this;
    const [shape] = value.shapes;
    let resolver = value;
    if (shape?.k === 'object') {
      const named = (root === 'Subscription' ? ['subscribe', 'resolve'] : ['resolve']).map((key) => m.getField(shape.id, key, m.base));
      resolver = named.find((one) => one !== undefined) ?? anything;
    }
    const head = functionOf(m, resolver) ?? placeOf(resolver);
    const [first] = resolver.shapes;
    const isNamedSo = first !== undefined && nameOf(m, first) === name;
    const at = this.written.fieldOf(root, name, head, !isNamedSo) ?? head;
    return at === undefined ? [] : [{ method: methodOf[root], name, at, parts: this.partsOf(resolver, name, at) }];
  }

  /** `combineResolvers(isAuthenticated, resolver)`: functions that run one after the other until one gives something. */
  private partsOf(resolver: Value, name: string, at: Location): readonly Part[] {
    const [shape, more] = resolver.shapes;
    const made = shape?.k === 'library' && more === undefined ? shape.made : undefined;
    if (made?.callee === 'graphql-resolvers#combineResolvers') {
      const names = this.argumentNames(made.at);
      return made.args.flatMap((arg, index): readonly Part[] => {
        const place = functionOf(this.m, arg) ?? at;
        return index === made.args.length - 1
          ? this.partsOf(arg, name, place)
          : [{ kind: 'combined', value: arg, name: names[index] ?? 'resolver', at: place }];
      });
    }
    // `withFilter(() => pubsub.asyncIterator(…), filter)`
    const inner = made?.args.find((arg) => arg.shapes.some((one) => one.k === 'closure'));
    if (made !== undefined && inner !== undefined && /#(withFilter|subscribe|pipeResolvers|resolveSelections)$/.test(made.callee))
      return [{ kind: 'resolver', value: inner, name, at: functionOf(this.m, inner) ?? at }];
    return [{ kind: 'resolver', value: resolver, name, at }];
  }

  private argumentNames(at: Location): readonly string[] {
    const facts = this.m.program.facts(at.file);
    let names: readonly string[] = [];
    if (facts !== undefined)
      walkFile(facts, (e) => {
        if (e.k === 'call' && e.start === at.start && e.end === at.end) names = e.args.map((arg) => render(arg));
      });
    return names;
  }

  /** `applyMiddleware(schema, { Query: { users: check } })`, or one function for all. */
  around(field: Field, given: readonly Value[]): Field {
    const parts = given.flatMap((value) => this.middlewareOf(field, value, 0));
    return { ...field, parts: [...parts, ...field.parts] };
  }

  private middlewareOf(field: Field, value: Value, depth: number): readonly Part[] {
    const { m } = this;
    return value.shapes.flatMap((shape): readonly Part[] => {
      if (shape.k === 'library' && isShield(shape)) {
        const rule = ruleFor(m, shape, typeOf(field), field.name);
        return rule === undefined ? [] : [{ kind: 'rule', value: rule, name: 'shield', at: placeOf(value) ?? field.at }];
      }
      if (shape.k === 'closure' || (shape.k === 'library' && depth > 0))
        return [{ kind: 'around', value, name: nameOf(m, shape) ?? 'middleware', at: functionOf(m, value) ?? placeOf(value) ?? field.at }];
      if (shape.k === 'library') return [{ kind: 'around', value, name: shape.key.replace(/^.*#/, ''), at: placeOf(value) ?? field.at }];
      if (shape.k !== 'object' || depth > 2) return [];
      if (m.info(shape.id).kind === 'array')
        return (elementsOf(m, value, m.base) ?? []).flatMap((one) => this.middlewareOf(field, one, depth));
      const name = depth === 0 ? typeOf(field) : field.name;
      const inner = m.getField(shape.id, name, m.base);
      return inner === undefined ? [] : this.middlewareOf(field, inner, depth + 1);
    });
  }

  private listed(value: Value): readonly Value[] {
    const [shape] = value.shapes;
    if (shape?.k === 'promise') return this.listed(shape.inner);
    return shape?.k === 'object' && this.m.info(shape.id).kind === 'array' ? (elementsOf(this.m, value, this.m.base) ?? []) : [value];
  }
}

const mostNesting = 8;

/** The type that a field belongs to. */
export const typeOf = (field: Field): string => (Object.entries(methodOf).find(([, method]) => method === field.method) ?? ['Query'])[0];

function nameOf(m: Machine, shape: Shape): string | undefined {
  if (shape.k !== 'closure') return undefined;
  const name = m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.name;
  return name === '' ? undefined : name;
}

/** Where a value of a package was made. */
function placeOf(value: Value): Location | undefined {
  for (const shape of value.shapes) if (shape.k === 'library' && shape.made !== undefined) return shape.made.at;
  return undefined;
}
