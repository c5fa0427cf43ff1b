import type { TextEdit } from '../model/index.ts';
import type { FunctionFacts } from '../syntax/facts.ts';

/** What handlers take of the one object that they are given: `({ request, locals }) => …`. */

/** The names under which a function has fields of its first parameter, as long as they are the fields' own. */
export function namesTaken(fn: FunctionFacts): ReadonlySet<string> {
  const pattern = fn.params[0]?.pattern;
  if (pattern?.p !== 'object') return new Set();
  return new Set(pattern.props.flatMap(({ key, value }) => (value.p === 'bind' && value.name === key ? [key] : [])));
}

/** Makes a function take these fields too; undefined where its parameters have a form that allows no addition. */
export function takeFields(fn: FunctionFacts, text: string, names: readonly string[]): readonly TextEdit[] | undefined {
  const taken = namesTaken(fn);
  const missing = names.filter((name) => !taken.has(name));
  if (missing.length === 0) return [];
  const [first, ...others] = fn.params;
  if (first === undefined) {
    const at = /\(\s*\)/.exec(text.slice(fn.start, fn.bodyStart))?.index;
    const offset = fn.start + (at ?? 0) + 1;
    return at === undefined ? undefined : [{ start: offset, end: offset, text: `{ ${missing.join(', ')} }` }];
  }
  const { pattern } = first;
  if (pattern.p !== 'object' || others.length > 0 || pattern.rest !== undefined) return undefined;
  const end = pattern.props.at(-1)?.end;
  return end === undefined ? undefined : [{ start: end, end, text: `, ${missing.join(', ')}` }];
}
