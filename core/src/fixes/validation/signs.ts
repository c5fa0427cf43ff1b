/** What one use of a value says about it. `numeric` and `integer`: it is converted, so it may come as text. */
export type Vote = 'string' | 'number' | 'numeric' | 'integer' | 'boolean' | 'date' | 'array' | 'object';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Methods that only strings have, or that nobody calls on anything else that came as JSON. */
export const stringMethods = words(
  'trim trimStart trimEnd toLowerCase toUpperCase startsWith endsWith split replace replaceAll match matchAll substring substr padStart padEnd charAt charCodeAt codePointAt normalize localeCompare',
);
export const arrayMethods = words(
  'map forEach filter find findIndex findLast some every reduce reduceRight flatMap flat join push pop shift unshift sort reverse splice',
);
export const numberMethods = words('toFixed toPrecision toExponential');
export const dateMethods = words('toISOString getTime getFullYear');
export const numericOperators = words('< > <= >= - * / % ** & | ^ << >> >>>');

/** Calls of the language that take a value and say what it was meant to be. */
export const conversions: ReadonlyMap<string, Vote | 'nothing'> = new Map([
  ['Number', 'numeric'],
  ['parseFloat', 'numeric'],
  ['Number.parseFloat', 'numeric'],
  ['parseInt', 'integer'],
  ['Number.parseInt', 'integer'],
  ['Number.isInteger', 'number'],
  ['Number.isFinite', 'number'],
  ['Number.isSafeInteger', 'number'],
  ['Math.max', 'number'],
  ['Math.min', 'number'],
  ['Math.round', 'number'],
  ['Math.floor', 'number'],
  ['Math.ceil', 'number'],
  ['Math.abs', 'number'],
  ['Math.trunc', 'number'],
  ['Array.isArray', 'array'],
  ['Date.parse', 'string'],
  ['Boolean', 'nothing'],
  ['String', 'nothing'],
  ['JSON.stringify', 'nothing'],
  ['console.log', 'nothing'],
  ['isNaN', 'nothing'],
  ['Number.isNaN', 'nothing'],
  ['encodeURIComponent', 'string'],
  ['Object.keys', 'object'],
  ['Object.entries', 'object'],
  ['Object.values', 'object'],
]);

/**
 * Names that say what a value is when nothing else does. Short on purpose: a wrong guess refuses good requests, and an
 * unknown field of a body is taken for a string, which is what most columns hold.
 */
export function voteByName(name: string): 'number' | 'boolean' | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/);
  if (words.length > 1 && booleanPrefixes.has(words[0] ?? '')) return 'boolean';
  if (words.length === 1 && booleanNames.has(name)) return 'boolean';
  return numberNames.has(words.at(-1) ?? '') ? 'number' : undefined;
}

const booleanPrefixes = words('is has can should');
const booleanNames = words('enabled disabled active published completed archived done');
const numberNames = words('quantity qty price amount total count age stock rating score latitude longitude');
