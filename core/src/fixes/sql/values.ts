import type { QueryParameters } from '../../libraries/index.ts';
import type { TextEdit } from '../../model/index.ts';
import type { Expression } from '../../syntax/facts.ts';
import { endOfLine, indentOf } from '../statements.ts';
import type { Code } from '../validation/code.ts';
import { findDeclared, findInitial, isNumber, isText } from './constants.ts';

type Call = Extract<Expression, { k: 'call' }>;

/** A value for a placeholder: `...ids` for one placeholder each. */
export interface Bound {
  readonly code: string;
  /** How many of the placeholders that were there before stand before it. */
  readonly after: number;
  /** Its name, where placeholders are named. */
  readonly name: string;
}

/** Where the values of a call are, or can be put. */
export interface Holder {
  /** How many values there are; undefined where nobody can tell. */
  readonly known: number | undefined;
  /** The places where the values will be evaluated. */
  readonly targets: readonly { readonly start: number; readonly end: number }[];
  /** The edits that give an array made before; undefined where there are values already. */
  give?(array: string): readonly TextEdit[];
  /** The edits that add values; `appended`: their order does not follow the text. */
  add(bounds: readonly Bound[], appended: boolean, placeholders: number): readonly TextEdit[] | undefined;
}

/** Finds where the values of a call go; undefined where something stands there that could be anything. */
export function findHolder(
  code: Code,
  call: Call,
  values: QueryParameters['values'],
  statement: { readonly argument: number; readonly field?: string },
  how: QueryParameters,
): Holder | undefined {
  switch (values.in) {
    case 'argument':
      return how.style === 'colon' ? inNames(code, call, values.index) : inArgument(code, call, values.index);
    case 'rest':
      return how.tag === undefined
        ? (inArgument(code, call, values.from) ?? inRest(code, call, values.from, 'one-or-all'))
        : inRest(code, call, values.from, 'one');
    case 'field':
      return inField(code, call, statement, values.name);
    case 'option':
      return inOption(code, call, values.argument, values.name);
    case 'statement':
      return inExecutions(code, call, values.methods);
    case 'holes':
      return undefined;
  }
}

/** An array as one argument; a function that stands in its place moves up. */
function inArgument(code: Code, call: Call, index: number): Holder | undefined {
  const given = call.args[index];
  const before = call.args[index - 1];
  if (before === undefined || call.args.some((arg, i) => i <= index && arg.k === 'spread')) return undefined;
  if (given === undefined) return fresh(call, (array) => [after(code, call, before, array)]);
  if (isFunction(code, given)) return fresh(call, (array) => [{ start: given.start, end: given.start, text: `${array}, ` }]);
  return intoArray(code, call, given);
}

/**
 * Values as further arguments of the call, a function at the end aside. An array among them counts as its elements
 * (`elements`), as all values where it is alone (`one-or-all`), or as one value.
 */
function inRest(code: Code, call: Call, from: number, arrays: 'elements' | 'one-or-all' | 'one'): Holder | undefined {
  const given = call.args.slice(from);
  const last = given.at(-1);
  const values = last !== undefined && isFunction(code, last) ? given.slice(0, -1) : given;
  const [only] = values;
  if (arrays !== 'one' && only?.k === 'array' && values.length === 1) return intoArray(code, call, only);
  if (values.some((value) => value.k === 'object' || value.k === 'spread' || (value.k === 'array' && arrays !== 'one'))) return undefined;
  if (arrays === 'one-or-all' && !values.every((value) => isText(code.facts, value) || isNumber(code.facts, value))) return undefined;
  const anchor = call.args[from - 1];
  const whenEmpty = (text: string): TextEdit => {
    if (anchor !== undefined) return after(code, call, anchor, text);
    const at = given[0]?.start ?? call.end - 1;
    return { start: at, end: at, text: given.length > 0 ? `${text}, ` : text };
  };
  return {
    known: values.length,
    targets: [call],
    ...(values.length === 0 && {
      give: (array: string) => [whenEmpty(array.startsWith('[') ? array.slice(1, -1) : `...${/^\w+$/.test(array) ? array : `(${array})`}`)],
    }),
    add: (bounds, appended) => insert(code, values, bounds, appended, whenEmpty),
  };
}

/** `db.prepare(sql).all(x)`, chained or by way of a constant. */
function inExecutions(code: Code, call: Call, methods: readonly string[]): Holder | undefined {
  const executions = findExecutions(code, call, methods);
  const holders = executions?.map((execution) => inRest(code, execution, 0, 'elements')) ?? [];
  const [first] = holders;
  if (first === undefined || holders.includes(undefined)) return undefined;
  if (holders.some((holder) => holder?.known !== first.known)) return undefined;
  const gives = holders.map((holder) => holder?.give).filter((give) => give !== undefined);
  return {
    known: first.known,
    targets: executions ?? [],
    ...(gives.length === holders.length && { give: (array: string) => gives.flatMap((give) => give(array)) }),
    add: (bounds, appended, placeholders) => {
      const edits = holders.map((holder) => holder?.add(bounds, appended, placeholders));
      return edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);
    },
  };
}

/** The calls that execute what a call prepares; undefined where it goes somewhere else as well. */
function findExecutions(code: Code, prepared: Expression, methods: readonly string[]): readonly Call[] | undefined {
  const parent = code.parentOf(prepared);
  if (parent?.k === 'await') return findExecutions(code, parent, methods);
  if (parent?.k === 'member' && parent.object === prepared) {
    const outer = code.parentOf(parent);
    if (outer?.k !== 'call' || outer.callee !== parent) return undefined;
    return methods.includes(parent.property) ? [outer] : findExecutions(code, outer, methods);
  }
  const statement = code.statementOf(prepared)?.statement;
  if (parent === undefined && statement?.s === 'expression') return [];
  if (parent !== undefined || statement?.s !== 'variable' || statement.init !== prepared || statement.target.p !== 'bind') return undefined;
  const { binding } = statement.target;
  if ((code.facts.bindings[binding]?.writes ?? 1) > 0 || code.facts.exports.some((e) => e.kind === 'local' && e.binding === binding))
    return undefined;
  const found = code
    .readsOf(binding)
    .map((read) => (code.parentOf(read)?.k === 'member' ? findExecutions(code, read, methods) : undefined));
  return found.includes(undefined) ? undefined : found.flatMap((some) => some ?? []);
}

/** `query({ text, values })`. */
function inField(
  code: Code,
  call: Call,
  statement: { readonly argument: number; readonly field?: string },
  name: string,
): Holder | undefined {
  const object = call.args[statement.argument];
  const text = object?.k === 'object' ? object.props.find((prop) => prop.key === statement.field) : undefined;
  if (object?.k !== 'object' || text === undefined || object.props.some((prop) => prop.key === null)) return undefined;
  const given = object.props.find((prop) => prop.key === name);
  if (given === undefined) return fresh(call, (array) => [afterItem(code, object, text, array === name ? name : `${name}: ${array}`)]);
  if (!given.shorthand) return intoArray(code, call, given.value);
  return unknownArray(code, call, given.value, (text) => ({ start: given.start, end: given.end, text: `${name}: ${text}` }));
}

/** `query(sql, { replacements: [x], type })`. */
function inOption(code: Code, call: Call, index: number, name: string): Holder | undefined {
  const before = call.args[index - 1];
  const options = call.args[index];
  if (before === undefined) return undefined;
  if (options === undefined) return fresh(call, (array) => [after(code, call, before, `{ ${name}: ${array} }`)]);
  if (options.k !== 'object' || options.props.some((prop) => prop.key === null || prop.key === 'bind')) return undefined;
  const given = options.props.find((prop) => prop.key === name);
  if (given !== undefined) return given.value.k === 'array' ? intoArray(code, call, given.value) : undefined;
  const [first] = options.props;
  if (first === undefined) return fresh(call, (array) => [{ start: options.start, end: options.end, text: `{ ${name}: ${array} }` }]);
  return fresh(call, (array) => [{ start: first.start, end: first.start, text: `${name}: ${array},${gapBefore(code, options, first)}` }]);
}

/** `where('u.name = :name', { name })`. */
function inNames(code: Code, call: Call, index: number): Holder | undefined {
  const before = call.args[index - 1];
  const given = call.args[index];
  const write = (bound: Bound): string => (bound.code === bound.name ? bound.name : `${bound.name}: ${bound.code}`);
  if (before === undefined) return undefined;
  if (given === undefined)
    return { known: 0, targets: [call], add: (bounds) => [after(code, call, before, `{ ${bounds.map(write).join(', ')} }`)] };
  if (given.k !== 'object') return undefined;
  const last = given.props.at(-1);
  if (last === undefined)
    return {
      known: 0,
      targets: [call],
      add: (bounds) => [{ start: given.start, end: given.end, text: `{ ${bounds.map(write).join(', ')} }` }],
    };
  return { known: undefined, targets: [call], add: (bounds) => bounds.map((bound) => afterItem(code, given, last, write(bound))) };
}

/** A call without values so far. */
const fresh = (call: Call, give: (array: string) => readonly TextEdit[]): Holder => ({
  known: 0,
  targets: [call],
  give,
  add: (bounds) => give(`[${bounds.map((bound) => bound.code).join(', ')}]`),
});

/** Into an array literal, or around an expression that gives an array. */
function intoArray(code: Code, call: Call, given: Expression): Holder | undefined {
  if (given.k !== 'array')
    return isArray(code, given) ? unknownArray(code, call, given, (text) => ({ start: given.start, end: given.end, text })) : undefined;
  const elements = given.elements.filter((element) => element !== null);
  if (elements.length !== given.elements.length) return undefined;
  const spreads = elements.some((element) => element.k === 'spread');
  return {
    known: spreads ? undefined : elements.length,
    targets: [call],
    add: (bounds, appended, placeholders) => {
      const last = appended || bounds.every((bound) => bound.after === placeholders);
      if (spreads && !last) return undefined;
      return insert(code, elements, bounds, last, (text) => ({ start: given.start, end: given.end, text: `[${text}]` }), given);
    },
  };
}

/** `[...params, x]`, where the new values come after all others or before them. */
function unknownArray(code: Code, call: Call, given: Expression, edit: (text: string) => TextEdit): Holder {
  const written = code.text.slice(given.start, given.end);
  const all = `...${given.k === 'name' || given.k === 'member' || given.k === 'call' ? written : `(${written})`}`;
  return {
    known: undefined,
    targets: [call],
    add: (bounds, appended, placeholders) => {
      const codes = bounds.map((bound) => bound.code);
      if (appended || bounds.every((bound) => bound.after === placeholders)) return [edit(`[${[all, ...codes].join(', ')}]`)];
      return bounds.every((bound) => bound.after === 0) ? [edit(`[${[...codes, all].join(', ')}]`)] : undefined;
    },
  };
}

/** Inserts values among others, each where its placeholder stands. */
function insert(
  code: Code,
  elements: readonly Expression[],
  bounds: readonly Bound[],
  appended: boolean,
  whenEmpty: (text: string) => TextEdit,
  around?: Expression,
): readonly TextEdit[] | undefined {
  const last = elements.at(-1);
  if (last === undefined) return [whenEmpty(bounds.map((bound) => bound.code).join(', '))];
  return elements.concat(last).flatMap((element, index): readonly TextEdit[] => {
    const isEnd = index === elements.length;
    const here = bounds
      .filter((bound) => (appended ? isEnd : isEnd ? bound.after >= index : bound.after === index))
      .map((bound) => bound.code);
    if (here.length === 0) return [];
    if (!isEnd) return [{ start: element.start, end: element.start, text: `${here.join(', ')}, ` }];
    const gap = around === undefined ? ' ' : gapBefore(code, around, last);
    return [{ start: last.end, end: last.end, text: here.map((value) => `,${gap}${value}`).join('') }];
  });
}

/** The white space in front of an item: its line's indentation when it stands on a line of its own. */
function gapBefore(code: Code, around: { readonly start: number }, item: { readonly start: number }): string {
  const lineStart = code.text.lastIndexOf('\n', item.start - 1) + 1;
  const isOwnLine = lineStart > around.start && code.text.slice(lineStart, item.start).trim() === '';
  return isOwnLine ? `${endOfLine(code.text)}${indentOf(code.text, item.start)}` : ' ';
}

const afterItem = (
  code: Code,
  around: { readonly start: number },
  item: { readonly start: number; readonly end: number },
  text: string,
): TextEdit => ({ start: item.end, end: item.end, text: `,${gapBefore(code, around, item)}${text}` });

/** A new argument after another one, which may stand in parentheses. */
function after(code: Code, call: Call, argument: Expression, text: string): TextEdit {
  return afterItem(code, call.callee, argument, text);
}

/** A function, as far as its expression or its declaration tells. */
function isFunction(code: Code, e: Expression): boolean {
  if (e.k === 'function') return true;
  if (e.k !== 'name') return false;
  const binding = code.facts.bindings[e.binding];
  return (
    binding?.kind === 'function' ||
    findInitial(code.facts, e.binding)?.k === 'function' ||
    (binding?.kind === 'param' && /^(cb|callback|done|next)$/.test(e.name))
  );
}

/** An array, as far as its expression or its declaration tells. */
function isArray(code: Code, e: Expression): boolean {
  if (e.k === 'cast') return isArray(code, e.value);
  if (e.k === 'logical') return isArray(code, e.right);
  if (e.k === 'call') return e.callee.k === 'member' && /^(map|filter|concat|slice|flat|flatMap|split)$/.test(e.callee.property);
  if (e.k !== 'name') return e.k === 'array';
  const type = code.facts.bindings[e.binding]?.type;
  if (type?.t === 'array' || (type?.t === 'name' && /^(Readonly)?Array$/.test(type.name))) return true;
  const declared = findDeclared(code.facts, e.binding) ?? defaultOf(code, e.binding);
  return declared !== undefined && declared.k !== 'name' && isArray(code, declared);
}

/** The value that a parameter has when none is given. */
function defaultOf(code: Code, binding: number): Expression | undefined {
  for (const fn of code.facts.functions) {
    for (const { pattern } of fn.params)
      if (pattern.p === 'default' && pattern.target.p === 'bind' && pattern.target.binding === binding) return pattern.value;
  }
  return undefined;
}
