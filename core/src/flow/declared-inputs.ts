import type { InputPart, Location } from '../model/index.ts';
import { everyDanger } from './compare.ts';
import type { Machine } from './machine.ts';
import { elementsOf } from './objects.ts';
import type { State } from './state.ts';
import { anything, type CallRecord, findString, type ObjectId, type RowOf, type Taint, type Value } from './value.ts';

/** Names of hidden fields of a request: what its middleware has declared, for a validator that is given the request later. */
const mark = '@declared ';
/** Before the name of a field in which nothing dangerous is left. */
const plain = '= ';
export type DeclaredField = `${typeof mark}${string}`;

const judged = ['body', 'query', 'params'] as const;

/** The fields of the request that the calls which made a middleware declare: `body.name`; `*` where that cannot be told. */
export function declaredFields(
  m: Machine,
  row: RowOf<'declares-input'>,
  made: CallRecord | undefined,
  state: State,
): readonly DeclaredField[] {
  let first = made;
  while (first?.before !== undefined) first = first.before;
  const callee = first?.callee.slice(first.callee.indexOf('#') + 1) ?? '';
  const parts = row.parts[callee];
  const [given] = first?.args ?? [];
  const names = given === undefined ? undefined : namesIn(m, given, state);
  if (parts === undefined || names === undefined) return [`${mark}*`];
  const fields = parts.flatMap((part) => names.map((name) => `${part}.${name}`));
  const isHarmless = callsOf(made).some((call) => row.harmless?.includes(call));
  return [...fields, ...(isHarmless ? fields.map((field) => plain + field) : [])].map((field): DeclaredField => `${mark}${field}`);
}

/** The names of the methods in a chain of calls. */
function callsOf(made: CallRecord | undefined): readonly string[] {
  const names: string[] = [];
  for (let call = made; call !== undefined; call = call.before) names.push(call.callee.slice(call.callee.lastIndexOf('.') + 1));
  return names;
}

/** A name, an array of names, or the keys of an object. */
function namesIn(m: Machine, value: Value, state: State): readonly string[] | undefined {
  const one = findString(value);
  if (one !== undefined) return [one];
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) {
    const names = elements.flatMap((element) => findString(element) ?? []);
    return names.length === elements.length ? names : undefined;
  }
  const [shape] = value.shapes;
  return shape?.k === 'object' && value.shapes.length === 1 && !m.info(shape.id).open ? [...m.info(shape.id).fields] : undefined;
}

/**
 * A validator that is given the request has checked what was declared of its parts: the fields that middleware before it
 * named, or everything where it cannot be told what that was.
 */
export function validateParts(
  m: Machine,
  request: ObjectId,
  validated: { readonly at: Location; readonly what: string },
  state: State,
): readonly Taint[] {
  const declared = [...m.info(request).fields].flatMap((name) =>
    name.startsWith(mark) && m.getField(request, name, state) !== undefined ? [name.slice(mark.length)] : [],
  );
  const taintOf = (part: InputPart, path: string): Taint => ({
    part,
    path,
    source: validated.at,
    cleared: declared.includes(`${plain}${part}.${path}`) ? everyDanger : new Set(['nosql']),
    validated,
    trail: undefined,
  });
  return judged.flatMap((part) => {
    if (declared.length === 0 || declared.includes('*')) {
      const taint = taintOf(part, '');
      m.setField(request, part, { ...anything, taints: [taint] }, state);
      return [taint];
    }
    const paths = declared.flatMap((name) => (name.startsWith(`${part}.`) ? [pathOf(name.slice(part.length + 1))] : []));
    if (paths.length === 0) return [];
    const raw: Taint = { part, path: '', source: validated.at, cleared: new Set(), trail: undefined, unread: true };
    m.setField(request, part, partly(m, paths, [], part, taintOf, raw, state), state);
    return paths.map((path) => taintOf(part, path.join('.')));
  });
}

/** `items[0].name` and `items.*.name` are told of `items`. */
const pathOf = (name: string): readonly string[] => (name.replace(/\[.*$/, '').split('.*')[0] ?? '').split('.');

/** An object whose declared fields are validated and whose others are as they came. */
function partly(
  m: Machine,
  paths: readonly (readonly string[])[],
  above: readonly string[],
  part: InputPart,
  taintOf: (part: InputPart, path: string) => Taint,
  raw: Taint,
  state: State,
): Value {
  const fields: Record<string, Value> = {};
  for (const name of new Set(paths.map(([first = '']) => first))) {
    const deeper = paths.filter(([first, next]) => first === name && next !== undefined).map(([, ...rest]) => rest);
    const here = [...above, name];
    const whole = paths.some((path) => path.length === 1 && path[0] === name);
    fields[name] =
      whole || deeper.length === 0
        ? { ...anything, taints: [taintOf(part, here.join('.'))] }
        : partly(m, deeper, here, part, taintOf, { ...raw, path: here.join('.') }, state);
  }
  return { ...m.makeObject(state, fields, { kind: 'plain', open: true }), taints: [raw] };
}
