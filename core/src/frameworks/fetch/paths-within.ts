import type { Expression, Statement } from '../../syntax/facts.ts';
import { type FileFacts, walkFile } from '../../syntax/index.ts';

/**
 * Paths that the code of a file compares the request's with: `pathname === '/orders'`, `case '/orders':`,
 * `pathname.startsWith('/orders/')`. Sorted.
 */
export function pathsWithin(facts: FileFacts): readonly string[] {
  const found = new Set<string>();
  const add = (e: Expression | undefined, ending = ''): void => {
    if (e?.k === 'literal' && typeof e.value === 'string' && /^\/(?!\/)/.test(e.value))
      found.add(`${e.value.replace(/(.)\/$/, '$1')}${ending}`);
  };
  walkFile(facts, (e) => {
    if (e.k === 'binary' && /^[=!]==?$/.test(e.op)) {
      if (e.left.k !== 'literal') add(e.right);
      if (e.right.k !== 'literal') add(e.left);
    }
    if (e.k === 'call' && e.callee.k === 'member' && e.callee.property === 'startsWith') add(e.args[0], '/*');
  });
  for (const fn of facts.functions) for (const s of fn.body) visitCases(s, add);
  return [...found].sort();
}

function visitCases(s: Statement, add: (e: Expression | undefined) => void): void {
  const inside = (list: readonly Statement[]): void => {
    for (const one of list) visitCases(one, add);
  };
  if (s.s === 'switch')
    for (const one of s.cases) {
      add(one.test);
      inside(one.body);
    }
  else if (s.s === 'if') {
    inside(s.then);
    inside(s.else);
  } else if (s.s === 'try') {
    inside(s.body);
  } else if (s.s === 'block') inside(s.body);
}
