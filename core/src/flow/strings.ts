import type { Danger } from '../libraries/index.ts';
import { without } from './addresses.ts';
import type { Call } from './calls.ts';
import { runCallbacks } from './calls.ts';
import { evaluateAgain, narrowed } from './compare.ts';
import { cellOf } from './expressions.ts';
import { notePattern } from './inherited.ts';
import { lookIntoHosts, showing, testOfAddress, testOfText } from './input-tests.ts';
import type { Machine } from './machine.ts';
import { readMember } from './objects.ts';
import { applyRows } from './rows.ts';
import type { State } from './state.ts';
import { inputCells } from './tested-arguments.ts';
import {
  anything,
  asText,
  constant,
  distinctTaints,
  findConstant,
  findDefault,
  findPrefix,
  findString,
  type Narrowing,
  type Shape,
  type Value,
} from './value.ts';

type RegexShape = Extract<Shape, { k: 'regex' }>;

const booleanMethods = new Set(['startsWith', 'endsWith', 'includes', 'test']);
/** Methods that strings have and that give strings, or lists of them. */
const givesText = new Set(
  [
    'toString trim trimStart trimEnd toLowerCase toUpperCase toLocaleLowerCase replace replaceAll',
    'split substring substr padStart padEnd charAt normalize repeat match matchAll toFixed',
  ].flatMap((line) => line.split(' ')),
);

/** Methods of strings that make a pattern of text. */
const patternMethods = new Set(['match', 'matchAll', 'search']);

/** Known text, or input; of anything else, `match` and `search` may be methods of its own. */
const isText = ({ shapes, taints }: Value): boolean =>
  shapes.length === 0 ? taints.length > 0 : shapes.every((s) => s.k === 'text' || (s.k === 'constant' && typeof s.value === 'string'));

/**
 * What has no methods that the language gives to strings is no string: where one was called, the variable holds no object
 * that a caller has sent.
 */
export function noteText(m: Machine, { on, activation }: Call, state: State): void {
  if (on === undefined || activation === undefined) return;
  const cell = cellOf(m, on, activation, state);
  const known = cell === undefined ? undefined : (state.store.get(cell) ?? evaluateAgain(m, on, activation, state));
  if (cell === undefined || known === undefined || known.taints.length === 0) return;
  const text = asText(known);
  if (text !== known) state.store.set(cell, text);
}

/** Methods of strings, and of regular expressions tested on them. */
export function callString(m: Machine, name: string, receiver: Value, call: Call, state: State): Value {
  if ((name === 'get' || name === 'getAll') && receiver.taints.length > 0) {
    const key = findString(call.args[0] ?? anything);
    if (key !== undefined) return readMember(m, { ...anything, taints: receiver.taints }, key, call.at, state);
  }
  const byDefault = receiver.open ? findDefault(receiver) : undefined;
  if (byDefault !== undefined && name !== 'match') {
    const other = callString(m, name, constant(byDefault), call, state);
    if (findString(other) !== undefined) return { ...other, open: true };
  }
  const self = findString(receiver);
  const [first, second] = call.args.map((arg) => findConstant(arg)?.value);
  if (self !== undefined && call.args.every((arg) => findConstant(arg) !== undefined)) {
    const exact = stringResult(m, name, self, first, second, state);
    if (exact !== undefined) return exact;
  }
  if (self !== undefined && (name === 'replace' || name === 'match')) {
    const exact = matched(m, name, self, call, state);
    if (exact !== undefined) return exact;
  }
  // Where a path begins that was worked out of input is what the test is for.
  const isKnown = !receiver.taints.some((taint) => taint.resolved === true);
  if (name === 'startsWith' && typeof first === 'string' && isKnown && !receiver.open) {
    const prefix = findPrefix(receiver);
    if (prefix !== undefined) {
      if (prefix.startsWith(first)) return constant(true);
      if (!first.startsWith(prefix)) return constant(false);
    }
  }
  if (patternMethods.has(name) && isText(receiver)) applyRows(m, `global#String.prototype.${name}`, call, anything, state);
  if (name === 'test') return testRegex(m, receiver, call, state);
  if (name === 'exec' || name === 'match') {
    const [pattern, text] = name === 'exec' ? [receiver, call.args[0] ?? anything] : [call.args[0] ?? anything, receiver];
    const found = matchedInput(pattern, text, name === 'exec' ? inputCells(m, call, state)[0] : receiverCell(m, call, state));
    if (found !== undefined) return found;
  }
  const credential = receiver.credential ?? call.args.find((arg) => arg.credential !== undefined)?.credential;
  if (booleanMethods.has(name)) {
    const narrows = testOfText(name, receiver, call.args[0] ?? anything, state);
    return {
      ...anything,
      ...(credential?.level === 'identity' && { whenTruthy: { at: call.at, what: `\`${call.name}(…)\`` } }),
      ...(narrows !== undefined && { narrows }),
    };
  }
  if (name === 'replace' || name === 'replaceAll') runCallbacks(m, { ...call, args: call.args.slice(1) }, state, [], false);
  const prefix = name === 'trim' || name === 'toString' || name === 'trimEnd' ? findPrefix(receiver) : undefined;
  const taints = distinctTaints([...receiver.taints, ...call.args.flatMap((arg) => arg.taints)]);
  if ((name === 'replace' || name === 'replaceAll') && isStripping(call)) return narrowed({ ...anything, taints }, 'all');
  const removed = name === 'replace' || name === 'replaceAll' ? takenOut(name, call, receiver) : undefined;
  if (removed !== undefined) return asText({ ...anything, taints: taints.map((taint) => without(taint, removed)) });
  const made: Value = {
    ...anything,
    ...(prefix !== undefined && { shapes: [{ k: 'text', prefix }], open: false }),
    taints,
    ...(credential !== undefined && { credential }),
    ...(receiver.whenTruthy !== undefined && { whenTruthy: receiver.whenTruthy }),
  };
  return givesText.has(name) ? asText(made) : made;
}

function stringResult(m: Machine, name: string, self: string, first: unknown, second: unknown, state: State): Value | undefined {
  const text1 = typeof first === 'string' ? first : undefined;
  const number1 = typeof first === 'number' ? first : undefined;
  const number2 = typeof second === 'number' ? second : undefined;
  switch (name) {
    case 'startsWith':
      return text1 === undefined ? undefined : constant(self.startsWith(text1));
    case 'endsWith':
      return text1 === undefined ? undefined : constant(self.endsWith(text1));
    case 'includes':
      return text1 === undefined ? undefined : constant(self.includes(text1));
    case 'indexOf':
      return text1 === undefined ? undefined : constant(self.indexOf(text1));
    case 'lastIndexOf':
      return text1 === undefined ? undefined : constant(self.lastIndexOf(text1));
    case 'toLowerCase':
      return constant(self.toLowerCase());
    case 'toUpperCase':
      return constant(self.toUpperCase());
    case 'trim':
      return constant(self.trim());
    case 'toString':
      return constant(self);
    case 'slice':
      return constant(self.slice(number1, number2));
    case 'substr':
      return constant(self.slice(number1 ?? 0).slice(0, number2));
    case 'substring':
      return constant(self.substring(number1 ?? 0, number2));
    case 'charAt':
      return constant(self.charAt(number1 ?? 0));
    case 'concat':
      return text1 === undefined ? undefined : constant(self + text1);
    case 'split':
      return text1 === undefined ? undefined : m.makeArray(state, self.split(text1).map(constant));
    case 'replace':
      return text1 !== undefined && typeof second === 'string' ? constant(self.replace(text1, () => second)) : undefined;
    default:
      return undefined;
  }
}

/** `name.replace(/\.js$/, '')`, `name.match(/\.js$/)` on constants; undefined where that cannot be worked out. */
function matched(m: Machine, name: 'replace' | 'match', self: string, call: Call, state: State): Value | undefined {
  const [pattern, replacement] = call.args;
  const expression = pattern === undefined ? undefined : compiled(pattern);
  if (expression === undefined) return undefined;
  if (name === 'replace') {
    const text = replacement === undefined ? undefined : findString(replacement);
    return text === undefined ? undefined : constant(self.replace(expression, text));
  }
  const found = self.match(expression);
  return found === null ? constant(null) : m.makeArray(state, found.map(constant));
}

/** The regular expression that a value is, if it is one that cannot take long. */
function compiled(value: Value): RegExp | undefined {
  const [shape] = value.shapes;
  if (shape?.k !== 'regex' || !isHarmless(shape.pattern)) return undefined;
  try {
    return new RegExp(shape.pattern, shape.flags.replace('y', ''));
  } catch {
    return undefined;
  }
}

/** `/^[a-z]+$/.test(x)`: exact on constants; an anchored class without special characters is a barrier. */
function testRegex(m: Machine, receiver: Value, call: Call, state: State): Value {
  const [shape] = receiver.shapes;
  const [item = anything] = call.args;
  if (shape?.k !== 'regex') return anything;
  const subject = findString(item);
  if (subject !== undefined && isHarmless(shape.pattern)) {
    try {
      return constant(new RegExp(shape.pattern, shape.flags.replace(/[gy]/g, '')).test(subject));
    } catch {
      return anything;
    }
  }
  lookIntoHosts([item], state);
  notePattern(item, shape.pattern, state);
  const [expression] = call.expressions;
  const cell =
    expression === undefined || call.activation === undefined || item.taints.length === 0
      ? undefined
      : cellOf(m, expression, call.activation, state);
  const strict = strictness(shape);
  return cell !== undefined && strict !== undefined
    ? { ...anything, narrows: { truthy: [{ cell, value: narrowed(item, strict) }], falsy: [] } }
    : { ...anything, narrows: joinNarrowings(testOfAddress(shape.pattern, item, state), refused(shape, item, cell, state)) };
}

const joinNarrowings = ({ truthy, falsy }: NonNullable<Value['narrows']>, more: readonly Narrowing[]): NonNullable<Value['narrows']> => ({
  truthy,
  falsy: [...falsy, ...more],
});

/** `/[^\w-]/.test(name)`, `/\.\./.test(name)`: what is not in the text where the test fails. */
function refused({ pattern, flags }: RegexShape, item: Value, cell: string | undefined, state: State): readonly Narrowing[] {
  if (item.taints.length === 0) return [];
  const dots = /\\\.\\\.|\\\.\{2|\[\.\]\{2|\[[^\]^]*\/[^\]]*\]/.test(pattern) ? showing(item.taints, ['path'], state) : [];
  const strict = cell !== undefined && isStrict({ k: 'regex', pattern: `^${pattern.replace('[^', '[')}$`, flags });
  return strict && /^\[\^[^\]]*\][+*]?$/.test(pattern) ? [{ cell, value: narrowed(item, 'all') }, ...dots] : dots;
}

/**
 * Anchored at both ends, with classes that name what they allow: `all` for words and the like, `text` where a class has dots or slashes,
 * undefined where signs of a language get through.
 */
function strictness({ pattern, flags }: RegexShape): 'all' | 'text' | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || flags.includes('m')) return undefined;
  const classes = pattern.match(/\[(?:\\.|[^\]\\])*\]/g) ?? [];
  const outside = pattern.replace(/\[(?:\\.|[^\]\\])*\]/g, '[]');
  if (/(^|[^\\])\.|\\[sSWD]/.test(outside) || classes.some((one) => /^\[\^|\\[SWD]|['"`;&|<>$(){}]/.test(one))) return undefined;
  return classes.some((one) => /[./]/.test(one)) ? 'text' : 'all';
}

export const isStrict = (shape: RegexShape): boolean => strictness(shape) === 'all';

/** `name.match(/^\w+$/)`, `/^(\w+)$/.exec(name)`: what is found is harmless, and finding it shows that the text is. */
function matchedInput(pattern: Value, text: Value, cell: string | undefined): Value | undefined {
  const [shape] = pattern.shapes;
  const strict = shape?.k === 'regex' ? strictness(shape) : undefined;
  if (strict === undefined || text.taints.length === 0) return undefined;
  const safe = narrowed(text, strict);
  return { ...anything, taints: safe.taints, ...(cell !== undefined && { narrows: { truthy: [{ cell, value: safe }], falsy: [] } }) };
}

function receiverCell(m: Machine, { on, activation }: Call, state: State): string | undefined {
  return on === undefined || activation === undefined ? undefined : cellOf(m, on, activation, state);
}

/** `name.replace(/[^\w]/g, '')`: only what the class names is left. */
function isStripping(call: Call): boolean {
  const [shape] = call.args[0]?.shapes ?? [];
  const replacement = findString(call.args[1] ?? anything);
  if (shape?.k !== 'regex' || !shape.flags.includes('g') || replacement === undefined || !/^[\w-]*$/.test(replacement)) return false;
  return /^(?:\[\^(?:[\w.,$ -]|\\[wd.-])+\]|\\W|\\D)[+]?$/.test(shape.pattern);
}

/** `text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')` leaves no pattern, `name.replace(/\.\./g, '')` or `.replace(/[/\\]/g, '_')` no way up. */
function takenOut(name: string, call: Call, text: Value): readonly Danger[] | undefined {
  const [shape] = call.args[0]?.shapes ?? [];
  const removed: Danger[] = takesAngles(call) ? ['html'] : [];
  if (shape?.k === 'constant' && shape.value === '\n' && name === 'replaceAll') removed.push('log');
  if (shape?.k === 'regex' && shape.flags.includes('g')) {
    if (/[";]|\\r|\\n/.test(shape.pattern)) removed.push('header');
    if (/\\n|\\s/.test(shape.pattern)) removed.push('log');
  }
  const replacement = findString(call.args[1] ?? anything);
  const withText = replacement === undefined ? undefined : takenWithText(name, shape, replacement, text);
  if (withText !== undefined) removed.push(withText);
  return removed.length === 0 ? undefined : removed;
}

/** What is taken out where the replacement is known. */
function takenWithText(name: string, shape: Shape | undefined, replacement: string, text: Value): Danger | undefined {
  if (shape?.k === 'constant' && name === 'replaceAll')
    return (shape.value === '..' || shape.value === '/') && !/[./\\]/.test(replacement) ? 'path' : undefined;
  if (shape?.k !== 'regex') return undefined;
  // `path.normalize(name).replace(/^(\.\.(\/|\\|$))+/, '')`: where a path has been worked out, the way up is at its beginning.
  const isWorkedOut = text.taints.length > 0 && text.taints.every((taint) => taint.resolved === true);
  if (isWorkedOut && replacement === '' && /^\^\(\??:?\\\.\\\..*\)[+*]$/.test(shape.pattern)) return 'path';
  if (!shape.flags.includes('g')) return undefined;
  if (/^\\\$[&1]$/.test(replacement) && takesPatterns(shape.pattern)) return 'regex';
  return takesWayUp(shape.pattern) && !/[./\\]/.test(replacement) ? 'path' : undefined;
}

/** `text.replace(/</g, '&lt;')`, `text.replaceAll('<', '')`, `text.replace(/[&<>]/g, (sign) => …)`: no tag can begin. */
function takesAngles({ args: [pattern, replacement], name }: Call): boolean {
  if (findString(replacement ?? anything)?.includes('<') === true) return false;
  const [shape] = pattern?.shapes ?? [];
  if (shape?.k === 'constant') return shape.value === '<' && name.endsWith('replaceAll');
  return shape?.k === 'regex' && shape.flags.includes('g') && shape.pattern.includes('<') && !/<[\\/?()]*\w/.test(shape.pattern);
}

/** All slashes, or all pairs of dots: `/\.\.\//g` leaves `../` of `....//`. */
const takesWayUp = (pattern: string): boolean =>
  /^\(?\[[^^\]]*\//.test(pattern) || /^\\?\/\+?$/.test(pattern) || /^\\\.(?:\\\.\+?|\+|\{2,?\})$/.test(pattern);

/** Finds the characters that mean something in a pattern: `[.*+?^${}()|[\]\\]`, `\W`, `[^a-z0-9]`. */
const takesPatterns = (pattern: string): boolean =>
  (/[[|]/.test(pattern) && pattern.includes('*')) || /^\(?(\\W|\[\\W\]|\[\^[\w\\ -]+\])\)?$/.test(pattern);

/** A pattern that cannot take more than linear time: no quantified group that itself holds a quantifier. */
function isHarmless(pattern: string): boolean {
  return pattern.length < 300 && !/\([^)]*[+*}][^)]*\)\s*[+*{]/.test(pattern) && !/\\\d/.test(pattern);
}
