import type { Piece, Written } from './written.ts';

/** A run of pieces that becomes one parameter: a value on its own, or a quoted literal with values inside. */
export interface Parameter {
  /** Indices of the first and last piece that take part. */
  readonly first: number;
  readonly last: number;
  /** Characters of the first piece's text that belong to it (from its end), and of the last piece's (from its start). */
  readonly head: number;
  readonly tail: number;
  /** Constant text around the values inside the quotes: `%` of `'%${x}%'`. */
  readonly quoted: boolean;
  /** The value is a list joined by commas inside `IN (…)`. */
  readonly list: boolean;
}

/** What precedes a value decides whether a parameter may stand there. */
const valueBefore =
  /(?:[=<>!]|\bLIKE|\bILIKE|\bREGEXP|\bRLIKE|\bBETWEEN|\bAND|\bOR|\bNOT|\bLIMIT|\bOFFSET|\bTHEN|\bELSE|\bWHEN|\bRETURNING|\(|,|\+|-|\*|\/|%|\|\||\bIS|\bIN)\s*$/i;
/** Clauses whose comma-separated items are names, not values. */
const namesClause =
  /\b(?:ORDER\s+BY|GROUP\s+BY|SELECT|FROM|JOIN|INTO|TABLE|UPDATE|PARTITION\s+BY)\b(?![\s\S]*\b(?:WHERE|VALUES|SET|HAVING|ON|LIMIT|OFFSET)\b)[\s\S]*$/i;

/**
 * Finds where parameters go. Undefined when some value stands where none can (a name, a keyword, part of an interval)
 * or quotes do not match up. `isConstant` tells values that are constants of the program and stay as they are.
 */
export function findParameters(written: Written, isConstant: (piece: Piece) => boolean): readonly Parameter[] | undefined {
  const { pieces } = written;
  const parameters: Parameter[] = [];
  let before = '';
  let open: { readonly piece: number; readonly offset: number; values: number } | undefined;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'value') {
      if (isConstant(piece)) {
        if (open !== undefined) return undefined;
        before += ' x ';
      } else if (open !== undefined) open.values += 1;
      else {
        const list = isJoinedList(piece);
        if (!valueBefore.test(before) || namesClause.test(before) || (list && !/\bIN\s*\($/i.test(before))) return undefined;
        parameters.push({ first: index, last: index, head: 0, tail: 0, quoted: false, list });
        before += '1';
      }
      continue;
    }
    for (let i = 0; i < piece.raw.length; i += 1) {
      const c = piece.raw.charAt(i);
      if (open !== undefined) {
        if (c !== "'") continue;
        if (piece.raw.charAt(i + 1) === "'") i += 1;
        else {
          if (open.values > 0) {
            if (/\bINTERVAL\s*$/i.test(before) || !valueBefore.test(before)) return undefined;
            const first = pieces[open.piece];
            if (first?.kind !== 'text') return undefined;
            parameters.push({
              first: open.piece,
              last: index,
              head: first.raw.length - open.offset,
              tail: i + 1,
              quoted: true,
              list: false,
            });
          }
          before += "''";
          open = undefined;
        }
      } else if (c === "'") open = { piece: index, offset: i, values: 0 };
      else before += c;
    }
  }
  return open === undefined ? parameters : undefined;
}

function isJoinedList(piece: Piece): boolean {
  const e = piece.kind === 'value' ? piece.expression : undefined;
  return (
    e?.k === 'call' &&
    e.callee.k === 'member' &&
    e.callee.property === 'join' &&
    (e.args.length === 0 || (e.args[0]?.k === 'literal' && /^,\s*$/.test(String(e.args[0].value))))
  );
}
