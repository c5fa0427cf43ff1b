import type { FlowEvent } from '../flow/index.ts';
import type { QueryParameters } from '../libraries/index.ts';
import type { TextEdit } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import type { Expression, FileFacts } from '../syntax/facts.ts';
import { eachStatement, walkFile } from '../syntax/walk.ts';
import { findParameters } from './parameters/positions.ts';
import { type NewValue, rewriteStatement } from './parameters/rewrite.ts';
import { toTagged } from './parameters/tagged.ts';
import { type Piece, readWritten, type Written } from './parameters/written.ts';

type Call = Extract<Expression, { k: 'call' }>;

/** The call and the statement of a finding, in the file's own code. */
interface Query {
  readonly file: string;
  readonly source: string;
  readonly facts: FileFacts;
  readonly call: Call;
  /** The call that executes what this one prepares: `db.prepare(sql).all()`. */
  readonly execution: Call | undefined;
  readonly written: Written;
  /** The statement stands in the call itself. */
  readonly direct: boolean;
}

/** Takes the values out of a statement's text and passes them as parameters, the way the driver wants them. */
export function parameterise(event: Extract<FlowEvent, { kind: 'sink' }>, context: FixContext): readonly FixDraft[] {
  const how = event.row.parameters;
  const query = how === undefined ? undefined : findQuery(event, how, context);
  if (how === undefined || query === undefined) return [];
  const parameters = findParameters(query.written, (piece) => isConstant(query, piece));
  if (parameters === undefined || parameters.length === 0) return [];
  const edits = (how.tag === undefined ? undefined : tagEdits(query, parameters, how.tag)) ?? parameterEdits(query, parameters, how);
  if (edits === undefined) return [];
  return [
    { title: 'Use query parameters', kind: 'safe', files: [{ file: query.file, edits: [...edits].sort((a, b) => a.start - b.start) }] },
  ];
}

function findQuery(event: Extract<FlowEvent, { kind: 'sink' }>, how: QueryParameters, context: FixContext): Query | undefined {
  const { file } = event.call;
  const source = context.text(file);
  const facts = context.facts(file);
  if (source === undefined || facts === undefined || !('argument' in event.row.at)) return undefined;
  let call: Call | undefined;
  let execution: Call | undefined;
  walkFile(facts, (e, around) => {
    if (e.k !== 'call' || e.start !== event.call.start || e.end !== event.call.end) return;
    call = e;
    const parent = around.at(-1);
    const outer = around.at(-2);
    if (
      parent?.k === 'member' &&
      parent.object === e &&
      outer?.k === 'call' &&
      outer.callee === parent &&
      how.values.in === 'statement' &&
      how.values.methods.includes(parent.property)
    )
      execution = outer;
  });
  const arg = call?.args[event.row.at.argument];
  if (call === undefined || arg === undefined) return undefined;
  const { field } = event.row.at;
  const given = field === undefined ? arg : arg.k === 'object' ? arg.props.find((p) => p.key === field)?.value : undefined;
  const statement = given === undefined ? undefined : given.k === 'name' ? initialiser(facts, given) : given;
  const written = statement === undefined ? undefined : readWritten(source, statement);
  return written === undefined ? undefined : { file, source, facts, call, execution, written, direct: statement === given };
}

/** The initial value of a variable that is never written again, declared in the same function. */
function initialiser(facts: FileFacts, e: Extract<Expression, { k: 'name' }>): Expression | undefined {
  const binding = facts.bindings[e.binding];
  const fn = binding === undefined || binding.writes > 0 ? undefined : facts.functions[binding.scope];
  let found: Expression | undefined;
  eachStatement(fn?.body ?? [], (s) => {
    if (s.s === 'variable' && s.target.p === 'bind' && s.target.binding === e.binding) found = s.init;
  });
  return found;
}

/** A value that is the same text whatever the request: a constant of the file. */
function isConstant(query: Query, piece: Piece): boolean {
  if (piece.kind !== 'value' || piece.expression.k !== 'name') return false;
  const init = initialiser(query.facts, piece.expression);
  return init?.k === 'literal' && typeof init.value === 'string';
}

function tagEdits(query: Query, parameters: NonNullable<ReturnType<typeof findParameters>>, tag: string): readonly TextEdit[] | undefined {
  const { call, source } = query;
  if (!query.direct || call.args.length !== 1 || call.callee.k !== 'member') return undefined;
  const template = toTagged(source, query.written, parameters);
  if (template === undefined) return undefined;
  const from = tag === '' ? call.callee.object.end : call.callee.propertyStart;
  return [{ start: from, end: call.end, text: `${tag}${template}` }];
}

function parameterEdits(
  query: Query,
  parameters: NonNullable<ReturnType<typeof findParameters>>,
  how: QueryParameters,
): readonly TextEdit[] | undefined {
  if (how.style !== 'dollar' && how.style !== 'question') return undefined;
  const taken = Math.max(
    0,
    ...query.written.pieces.flatMap((p) => (p.kind === 'text' ? [...p.raw.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])) : [])),
  );
  const rewritten = rewriteStatement(query.source, query.written, parameters, how, taken);
  if (rewritten === undefined) return undefined;
  const values = valueEdits(query, rewritten.values, how);
  if (values === undefined) return undefined;
  const { expression } = query.written;
  return [{ start: expression.start, end: expression.end, text: rewritten.text }, ...values];
}

function valueEdits(query: Query, values: readonly NewValue[], how: QueryParameters): readonly TextEdit[] | undefined {
  const codes = values.map((v) => v.code);
  switch (how.values.in) {
    case 'argument':
      return intoArray(query, query.call.args[how.values.index], query.call.args[how.values.index - 1], values, how);
    case 'rest':
      return query.call.args.length > how.values.from && how.style === 'question' ? undefined : appendArguments(query.call, codes);
    case 'statement':
      if (query.execution === undefined || query.execution.args.some((arg) => arg.k === 'spread' || arg.k === 'object')) return undefined;
      return intoArguments(query.execution, values, query.source);
    case 'field': {
      const { name } = how.values;
      const [object] = query.call.args;
      if (object?.k !== 'object') return undefined;
      const prop = object.props.find((p) => p.key === name);
      if (prop !== undefined) return intoArray(query, prop.value, undefined, values, how);
      const last = object.props.at(-1);
      return last === undefined ? undefined : [{ start: last.end, end: last.end, text: `, ${name}: [${codes.join(', ')}]` }];
    }
    default:
      return undefined;
  }
}

/** Into an array literal of values, at the place of each placeholder; a new array after `before` where there is none. */
function intoArray(
  query: Query,
  existing: Expression | undefined,
  before: Expression | undefined,
  values: readonly NewValue[],
  how: QueryParameters,
): readonly TextEdit[] | undefined {
  const codes = values.map((v) => v.code);
  if (existing === undefined)
    return before === undefined ? undefined : [{ start: before.end, end: before.end, text: `, [${codes.join(', ')}]` }];
  if (existing.k !== 'array' || existing.elements.some((e) => e === null || e.k === 'spread')) return undefined;
  const old = existing.elements.flatMap((e) => (e === null ? [] : [query.source.slice(e.start, e.end)]));
  const merged = how.style === 'dollar' ? [...old, ...codes] : inOrder(old, values);
  return [{ start: existing.start, end: existing.end, text: `[${merged.join(', ')}]` }];
}

function inOrder(old: readonly string[], values: readonly NewValue[]): readonly string[] {
  const merged: string[] = [];
  for (let i = 0; i <= old.length; i += 1) {
    merged.push(...values.filter((v) => v.after === i).map((v) => v.code));
    const next = old[i];
    if (next !== undefined) merged.push(next);
  }
  return merged;
}

function appendArguments(call: Call, codes: readonly string[]): readonly TextEdit[] | undefined {
  const last = call.args.at(-1);
  return last === undefined ? undefined : [{ start: last.end, end: last.end, text: `, ${codes.join(', ')}` }];
}

function intoArguments(call: Call, values: readonly NewValue[], source: string): readonly TextEdit[] {
  const first = call.args[0];
  const last = call.args.at(-1);
  if (first === undefined || last === undefined)
    return [{ start: call.end - 1, end: call.end - 1, text: values.map((v) => v.code).join(', ') }];
  const old = call.args.map((arg) => source.slice(arg.start, arg.end));
  return [{ start: first.start, end: last.end, text: inOrder(old, values).join(', ') }];
}
