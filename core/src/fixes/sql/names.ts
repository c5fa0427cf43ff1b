import type { Span } from '../../model/index.ts';
import { type Code, holds } from '../validation/code.ts';
import type { Conversion } from './conversions.ts';

/** A name for a placeholder, from what its value is called. */
export function nameFor(value: Conversion, taken: ReadonlySet<string>): string {
  const [e] = value.expressions;
  const wanted = e?.k === 'name' ? e.name : e?.k === 'member' ? e.property : 'value';
  const base = /^[A-Za-z_]\w*$/.test(wanted) ? wanted : 'value';
  if (!taken.has(base)) return base;
  for (let n = 2; ; n += 1) if (!taken.has(`${base}${n}`)) return `${base}${n}`;
}

/** Names that statements and values around a call may use already: the calls on one builder share theirs. */
export function namesAround(code: Code, call: Span): readonly string[] {
  const [outermost] = code.facts.functions
    .filter((fn, id) => id > 0 && holds(fn, call))
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  const around = code.expressions.filter((e) => outermost === undefined || holds(outermost, e));
  return around.flatMap((e): readonly string[] => {
    if (e.k === 'object') return e.props.flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
    const texts = e.k === 'literal' ? [String(e.value)] : e.k === 'template' ? e.quasis : [];
    return texts.flatMap((text) => [...text.matchAll(/:(?:\.\.\.)?(\w+)/g)].map(([, name]) => name ?? ''));
  });
}
