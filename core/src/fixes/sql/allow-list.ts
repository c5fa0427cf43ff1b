import type { TextEdit } from '../../model/index.ts';
import type { Expression } from '../../syntax/facts.ts';
import { type Code, functionAround } from '../validation/code.ts';
import { readLayout } from '../validation/layout.ts';
import { freeLocal } from '../validation/naming.ts';
import type { Structural } from './conversions.ts';
import { lineBefore } from './lines.ts';
import { inlineNumber } from './statement-edits.ts';
import type { Token } from './tokens.ts';

/**
 * Lets a caller choose only among what the statement itself names: the columns that it selects, `ASC` and `DESC`. Undefined
 * where it does not name any.
 */
export function allowListed(code: Code, tokens: readonly Token[], structural: readonly Structural[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { as, hole } of structural) {
    const written = as === 'direction' ? direction(code, hole.expression, hole.written) : undefined;
    if (written !== undefined) edits.push(inlineNumber(hole, hole.quote === '`' ? written : `(${written})`));
    if (as === 'direction') continue;
    const columns = selectedColumns(tokens);
    const chosen = columns === undefined ? undefined : choice(code, hole.expression, hole.written, columns);
    const placed = code.statementOf(hole.root);
    const fn = code.facts.functions[functionAround(code.facts, hole.expression)];
    if (chosen === undefined || placed === undefined || fn === undefined) return undefined;
    const name = freeLocal(code, fn, ['sortColumn', 'orderColumn']);
    const line = lineBefore(code, placed, `const ${name} = ${chosen}`);
    // Without a line to stand on, the choice stands in the text.
    if (line === undefined || edits.some((edit) => edit.text.includes(`const ${name} `)))
      edits.push(inlineNumber(hole, hole.quote === '`' ? chosen : `(${chosen})`));
    else edits.push(line, inlineNumber(hole, name));
  }
  return edits;
}

/** `String(dir).toLowerCase() === 'desc' ? 'DESC' : 'ASC'`. */
function direction(code: Code, e: Expression, written: string): string {
  const { quote } = readLayout(code.text);
  const folded = e.k === 'call' && e.callee.k === 'member' ? e.callee.property : '';
  if (folded === 'toLowerCase' || folded === 'toUpperCase')
    return `${written} === ${quote(folded === 'toLowerCase' ? 'desc' : 'DESC')} ? ${quote('DESC')} : ${quote('ASC')}`;
  return `String(${written}).toLowerCase() === ${quote('desc')} ? ${quote('DESC')} : ${quote('ASC')}`;
}

/** `['id', 'name'].find((column) => column === sort) ?? 'id'`. */
function choice(code: Code, e: Expression, written: string, columns: readonly string[]): string | undefined {
  const { quote } = readLayout(code.text);
  const fallback =
    e.k === 'logical' && e.op !== '&&' && e.right.k === 'literal' && typeof e.right.value === 'string' ? e.right.value : columns[0];
  if (fallback === undefined || !columns.includes(fallback)) return undefined;
  const wanted = e.k === 'logical' && e.op !== '&&' && e.right.k === 'literal' ? code.text.slice(e.left.start, e.left.end) : written;
  const isSimple = /^[\w$.[\]'"!()?]+$/.test(wanted);
  return `[${columns.map(quote).join(', ')}].find((column) => column === ${isSimple ? wanted : `(${wanted})`}) ?? ${quote(fallback)}`;
}

/** The columns of a select list, by the names that ORDER BY knows; undefined where one has no name. */
function selectedColumns(tokens: readonly Token[]): readonly string[] | undefined {
  const [first, ...rest] = tokens.filter((token) => token.t !== 'comment');
  const end = rest.findIndex((token) => token.t === 'word' && token.upper === 'FROM');
  if (first?.t !== 'word' || first.upper !== 'SELECT' || end <= 0) return undefined;
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of rest.slice(0, end)) {
    if (token.t === 'symbol' && token.text === '(') depth += 1;
    if (token.t === 'symbol' && token.text === ')') depth -= 1;
    if (depth === 0 && token.t === 'symbol' && token.text === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  const names = items.map((item) => {
    const last = item.at(-1);
    const before = item.at(-2);
    const named =
      item.length === 1 ||
      (before?.t === 'symbol' && before.text === '.' && item.length === 3) ||
      (before?.t === 'word' && before.upper === 'AS');
    return last?.t === 'word' && named ? last.text : undefined;
  });
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length && depth === 0 ? known : undefined;
}
