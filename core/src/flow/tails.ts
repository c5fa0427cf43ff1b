import type { FunctionFacts, Statement } from '../syntax/facts.ts';

/**
 * The body of a function in which every way to its end returns, where the last statement has several:
 * `try { ctx.body = user } catch { ctx.status = 401 }`. So what was written on one way is not mixed with what was on another.
 */
export function withSeparateEnds(facts: FunctionFacts): readonly Statement[] {
  return ending(facts.body, { s: 'return', implicit: false, start: facts.end - 1, end: facts.end }, 0);
}

type Return = Extract<Statement, { s: 'return' }>;

const deepest = 6;

function ending(list: readonly Statement[], end: Return, depth: number): readonly Statement[] {
  const last = list.at(-1);
  const open = depth === 0 ? list : [...list, end];
  if (last === undefined || depth > deepest) return open;
  const before = (): readonly Statement[] => list.slice(0, -1);
  switch (last.s) {
    case 'if':
      // biome-ignore lint/suspicious/noThenProperty: the field of a statement.
      return [...before(), { ...last, then: ending(last.then, end, depth + 1), else: ending(last.else, end, depth + 1) }];
    case 'try': {
      if (last.finalizer !== undefined || last.handler === undefined) break;
      return [...before(), { ...last, body: ending(last.body, end, depth + 1), handler: ending(last.handler, end, depth + 1) }];
    }
    case 'block':
      return [...before(), { ...last, body: ending(last.body, end, depth + 1) }];
  }
  return open;
}
