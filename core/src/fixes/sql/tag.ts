import type { QueryParameters } from '../../libraries/index.ts';
import type { TextEdit } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression } from '../../syntax/facts.ts';
import { addImport } from '../imports.ts';
import { wholeLine } from '../statements.ts';
import type { Code } from '../validation/code.ts';
import type { Conversion, Conversions } from './conversions.ts';
import { writeLiteral } from './literal.ts';
import { canMove } from './moving.ts';
import type { Part } from './parts.ts';
import type { Place, Token } from './tokens.ts';

type Call = Extract<Expression, { k: 'call' }>;

/** A statement and what is to be done about it. */
export interface Tagging {
  readonly code: Code;
  readonly call: Call;
  /** The argument that is the statement, as given: the text itself, or the constant that holds it. */
  readonly given: Expression;
  readonly parts: readonly Part[];
  readonly tokens: readonly Token[];
  readonly conversions: Conversions;
  readonly how: QueryParameters;
}

/** Makes a tagged template of the call: each hole is a parameter then. Undefined where a hole cannot be one. */
export function tagStatement(t: Tagging, context: FixContext): readonly TextEdit[] | undefined {
  const { code, call, how } = t;
  const { callee } = call;
  if (
    how.tag === undefined ||
    callee.k !== 'member' ||
    hasOptional(call) ||
    t.conversions.opaque.length > 0 ||
    t.conversions.structural.length > 0
  )
    return undefined;
  const template = writeTemplate(t);
  const open = template === undefined ? undefined : openParenthesis(code.text, t.given.start);
  const moved = template === undefined ? undefined : moveHere(t);
  if (template === undefined || open === undefined || moved === undefined) return undefined;
  const imported = template.helper === undefined ? [] : importFor(template.helper, how, code, context);
  if (imported === undefined) return undefined;
  const name: TextEdit =
    how.tag === ''
      ? { start: callee.object.end, end: callee.end, text: '' }
      : { start: callee.propertyStart, end: callee.end, text: how.tag };
  return [...imported, ...moved, name, { start: open, end: call.end, text: `\`${template.text}\`` }];
}

function hasOptional(e: Expression): boolean {
  if (e.k === 'call') return e.optional || hasOptional(e.callee);
  return (e.k === 'member' || e.k === 'index') && (e.optional || hasOptional(e.object));
}

/** The parenthesis of the call, with nothing but white space before its first argument. */
function openParenthesis(text: string, argument: number): number | undefined {
  const before = /\(\s*$/.exec(text.slice(0, argument));
  return before?.index;
}

/** The edits that take a statement held in a constant out of it; none where it stands in the call. */
function moveHere({ code, call, given, conversions, parts }: Tagging): readonly TextEdit[] | undefined {
  const roots = [...new Set(parts.map((part) => part.root))];
  if (roots.every((root) => call.start <= root.start && root.end <= call.end)) return [];
  const [root, more] = roots;
  const statement = root === undefined ? undefined : code.statementOf(root)?.statement;
  if (root === undefined || more !== undefined || given.k !== 'name' || code.readsOf(given.binding).length !== 1) return undefined;
  if (
    statement?.s !== 'variable' ||
    statement.init !== root ||
    code.facts.exports.some((e) => e.kind === 'local' && e.binding === given.binding)
  )
    return undefined;
  if (!conversions.values.every(({ expressions }) => expressions.every((e) => canMove(code, e, call)))) return undefined;
  const keyword = /\b(?:const|let|var)\s+$/.exec(code.text.slice(0, statement.start));
  const start = /^(?:const|let|var)\b/.test(code.text.slice(statement.start, statement.end)) ? statement.start : keyword?.index;
  const end = /^[ \t]*;?/.exec(code.text.slice(statement.end, statement.end + 20));
  if (start === undefined || end === null || /^\s*,/.test(code.text.slice(statement.end, statement.end + 20))) return undefined;
  return [{ ...wholeLine(code.text, { start, end: statement.end + end[0].length }), text: '' }];
}

interface Template {
  readonly text: string;
  /** The export that its holes use. */
  readonly helper: string | undefined;
}

/** The statement as the inside of a template. */
function writeTemplate(t: Tagging): Template | undefined {
  const { conversions, parts, code, call, how } = t;
  const inserts = [...conversions.values.map((c) => ({ from: c.from, to: c.to, hole: holeFor(c, how) })), ...placeholders(t)];
  if (inserts.some(({ hole }) => hole === undefined)) return undefined;
  inserts.sort((a, b) => a.from.part - b.from.part || a.from.offset - b.from.offset);
  if (call.args.length > 1 && placeholders(t).length === 0) return undefined;
  let text = '';
  let at: Place = { part: 0, offset: 0 };
  let helper: string | undefined;
  const copyTo = (end: Place): boolean => {
    for (let index = at.part; index <= end.part; index += 1) {
      const part = parts[index];
      const from = index === at.part ? at.offset : 0;
      const to = index === end.part ? end.offset : Number.POSITIVE_INFINITY;
      if (part === undefined || from >= to || (part.kind === 'hole' && from > 0)) continue;
      if (part.kind === 'text')
        text +=
          part.quote === '`'
            ? code.text.slice(part.offsets[from], part.offsets[Math.min(to, part.text.length)])
            : writeLiteral(part.text.slice(from, to), '`');
      else if (part.kind === 'hole' && conversions.numbers.has(index)) text += `\${${part.written}}`;
      else if (part.kind === 'hole') {
        if (how.pieces === undefined) return false;
        helper = how.pieces.raw;
        text += `\${${how.pieces.raw}(${part.written})}`;
      } else if (part.kind === 'constant') {
        if (part.expression === undefined) text += writeLiteral(part.text.slice(from, to), '`');
        else if (how.pieces === undefined || from > 0 || to < part.text.length) return false;
        else {
          helper = how.pieces.raw;
          text += `\${${how.pieces.raw}(${code.text.slice(part.expression.start, part.expression.end)})}`;
        }
      }
    }
    at = end;
    return true;
  };
  for (const { from, to, hole } of inserts) {
    if (!copyTo(from) || hole === undefined) return undefined;
    text += hole.text;
    helper = hole.helper ?? helper;
    at = to;
  }
  return copyTo({ part: parts.length, offset: 0 }) ? { text, helper } : undefined;
}

/** What stands in the template for a value. */
function holeFor(c: Conversion, how: QueryParameters): Template | undefined {
  if (!c.spread) return { text: `${c.before}\${${c.value}}${c.after}`, helper: undefined };
  return how.pieces === undefined ? undefined : { text: `\${${how.pieces.list}(${c.value})}`, helper: how.pieces.list };
}

/** Values that are parameters already: `$2` is the second value given to the call. */
function placeholders({ tokens, call, code }: Tagging): readonly { from: Place; to: Place; hole: Template | undefined }[] {
  return tokens.flatMap((token) => {
    if (token.t !== 'placeholder') return [];
    const index = /^\$(\d+)$/.exec(token.text)?.[1];
    const arg = index === undefined ? undefined : call.args[Number(index)];
    const known = arg !== undefined && arg.k !== 'spread' && arg.k !== 'array' && arg.k !== 'function';
    return [
      {
        from: token.from,
        to: token.to,
        hole: known ? { text: `\${${code.text.slice(arg.start, arg.end)}}`, helper: undefined } : undefined,
      },
    ];
  });
}

/** The import of what a template's holes use; none where the file has it. */
function importFor(helper: string, how: QueryParameters, code: Code, context: FixContext): readonly TextEdit[] | undefined {
  const name = helper.split('.')[0] ?? helper;
  const known = code.facts.bindings.find((b) => b.scope === 0 && b.name === name && b.kind !== 'type');
  if (known !== undefined) return known.import === undefined || known.import.typeOnly ? undefined : [];
  if (how.pieces?.module === undefined || !context.dependsOn(code.file, how.pieces.module)) return undefined;
  const edit = addImport(context, code.file, { module: how.pieces.module, name });
  return edit === undefined ? undefined : [edit];
}
