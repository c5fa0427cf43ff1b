import type { Span } from '../../model/index.ts';
import type { Expression, FileFacts } from '../../syntax/facts.ts';
import { children, eachStatement, walkFile } from '../../syntax/walk.ts';

/** Parts of a file that only run outside production: behind a test of `NODE_ENV` or of a flag that says so. */
export function developmentSpans(facts: FileFacts): readonly Span[] {
  const spans: Span[] = [];
  const add = (list: readonly Span[]): void => {
    const [first] = list;
    const last = list.at(-1);
    if (first !== undefined && last !== undefined) spans.push({ start: first.start, end: last.end });
  };
  for (const fn of facts.functions) {
    eachStatement(fn.body, (s) => {
      if (s.s !== 'if') return;
      const kind = environmentTest(s.test);
      if (kind === 'development') add(s.then);
      if (kind === 'production') add(s.else);
    });
  }
  walkFile(facts, (e) => {
    if (e.k !== 'conditional') return;
    const kind = environmentTest(e.test);
    if (kind === 'development') spans.push({ start: e.then.start, end: e.then.end });
    if (kind === 'production') spans.push({ start: e.else.start, end: e.else.end });
  });
  return spans;
}

/** Which environment a condition asks for. */
function environmentTest(test: Expression): 'development' | 'production' | undefined {
  if (test.k === 'unary' && test.op === '!') {
    const inner = environmentTest(test.value);
    return inner === 'development' ? 'production' : inner === 'production' ? 'development' : undefined;
  }
  if (test.k === 'logical') return environmentTest(test.left) ?? environmentTest(test.right);
  if (test.k === 'name' || test.k === 'member') {
    const name = test.k === 'name' ? test.name : test.property;
    if (/^(is|in)?_?(dev(elopment)?|local|test(ing)?)$/i.test(name)) return 'development';
    return /^(is|in)?_?prod(uction)?$/i.test(name) ? 'production' : undefined;
  }
  if (test.k !== 'binary' || !children(test).some(namesEnvironment)) return undefined;
  const value = [test.left, test.right].find((side) => side.k === 'literal');
  const production = value?.k === 'literal' && typeof value.value === 'string' && /^prod/i.test(value.value);
  const equal = test.op === '===' || test.op === '==';
  return production === equal ? 'production' : 'development';
}

function namesEnvironment(e: Expression): boolean {
  return (
    (e.k === 'member' && /^(NODE_ENV|APP_ENV|ENV|environment|env|stage)$/i.test(e.property)) ||
    (e.k === 'name' && /^(NODE_ENV|ENV|environment|env|stage)$/i.test(e.name))
  );
}

export const isWithin = (spans: readonly Span[], offset: number): boolean =>
  spans.some((span) => span.start <= offset && offset < span.end);
