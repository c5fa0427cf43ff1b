import type { TextEdit } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import { type Expression, noBinding, type TypeFacts } from '../../syntax/facts.ts';
import type { Code } from './code.ts';
import type { Read } from './site.ts';
import { toShape } from './types.ts';

/** The edit that makes a read use `value` instead; undefined where the input itself is changed there. */
export function replaceRead(code: Code, read: Read, value: string, context: FixContext): TextEdit | undefined {
  if (isWritten(code, read.expression)) return undefined;
  const whole = widen(code, read.expression, context);
  const text =
    read.field === undefined
      ? value
      : /^[A-Za-z_$][\w$]*$/.test(read.field)
        ? `${value}.${read.field}`
        : `${value}[${JSON.stringify(read.field)}]`;
  const parent = code.parentOf(whole);
  if (parent?.k === 'object') {
    const prop = parent.props.find((p) => p.value === whole);
    if (prop?.shorthand === true && typeof prop.key === 'string') return { start: prop.start, end: prop.end, text: `${prop.key}: ${text}` };
  }
  if ((parent?.k === 'member' || parent?.k === 'index') && parent.object === whole) {
    // `(req.body as Order).total`: the parentheses are not needed any more.
    const close = parent.start < whole.start ? code.text.indexOf(')', whole.end) + 1 : 0;
    const start = close > 0 ? parent.start : whole.start;
    const end = close > 0 ? close : whole.end;
    if (parent.k === 'member' && parent.optional && read.field === undefined) return { start, end: parent.propertyStart, text: `${text}.` };
    return { start, end, text };
  }
  return { start: whole.start, end: whole.end, text };
}

/** The read with what only made up for its missing validation: a cast to a known type, `|| {}`. */
export function widen(code: Code, e: Expression, context: FixContext): Expression {
  const parent = code.parentOf(e);
  if (parent?.k === 'cast' && !isNeeded(code, parent.type, context)) return widen(code, parent, context);
  if (parent?.k === 'logical' && parent.left === e && parent.op !== '&&' && parent.right.k === 'object' && parent.right.props.length === 0)
    return widen(code, parent, context);
  return e;
}

/** A cast stays where the schema does not say the same, and where it is the only use of a type that would be left over. */
function isNeeded(code: Code, type: TypeFacts | undefined, context: FixContext): boolean {
  if (type === undefined) return false;
  if (toShape({ type, file: code.file }, context) === undefined) return true;
  if (type.t !== 'name' || type.binding === noBinding) return false;
  const name = type.name.split('.')[0] ?? '';
  return (code.text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0) <= 2;
}

/** `req.body.owner = …`, `delete req.body.id`. */
function isWritten(code: Code, e: Expression): boolean {
  const parent = code.parentOf(e);
  if (parent === undefined) return false;
  if ((parent.k === 'member' || parent.k === 'index') && parent.object === e) return isWritten(code, parent);
  if (parent.k === 'unary') return parent.op === 'delete';
  return (
    (parent.k === 'assign' || parent.k === 'update') &&
    parent.target.p === 'target' &&
    parent.target.start <= e.start &&
    e.end <= parent.target.end
  );
}

/** Takes `Number(…)` and its like away from around its argument. */
export function unwrap(call: Expression, argument: Expression): readonly TextEdit[] {
  return [
    { start: call.start, end: argument.start, text: '' },
    { start: argument.end, end: call.end, text: '' },
  ];
}
