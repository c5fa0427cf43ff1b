import type { FlowEvent } from '../flow/index.ts';
import type { QueryParameters } from '../libraries/index.ts';
import type { FileEdit, TextEdit } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import type { Expression } from '../syntax/facts.ts';
import { allowListed } from './sql/allow-list.ts';
import { findCallers, findPassing } from './sql/callers.ts';
import { findConversions } from './sql/conversions.ts';
import { type Driver, findDriver } from './sql/driver.ts';
import { bindGrowing, findGrowing } from './sql/fragments.ts';
import { bindOptional } from './sql/optional.ts';
import type { Part } from './sql/parts.ts';
import { readStatement } from './sql/statement.ts';
import { bindParameters } from './sql/statement-edits.ts';
import { tagStatement } from './sql/tag.ts';
import { takesParameters, tokenise } from './sql/tokens.ts';
import { findHolder, type Holder } from './sql/values.ts';
import { type Code, readCode } from './validation/code.ts';

type Sink = Extract<FlowEvent, { kind: 'sink' }>;
type Call = Extract<Expression, { k: 'call' }>;

/** The call that a finding is about, and how its driver takes parameters. */
interface Query {
  readonly code: Code;
  readonly call: Call;
  /** The expression that is the statement's text. */
  readonly given: Expression;
  readonly driver: Driver;
  readonly holder: Holder | undefined;
}

/**
 * Takes values out of the text of an SQL statement and gives them to the driver as parameters, the way that driver wants
 * them. Nothing is offered where it is not certain what a value stands for, or where its place among others cannot be told.
 */
export function parameterise(event: Sink, context: FixContext): readonly FixDraft[] {
  const query = findQuery(event, context);
  if (query === undefined) return [];
  const passed = fixCallers(event, query, context);
  if (passed !== undefined) return passed;
  const parts = readStatement(query.code, context, query.given);
  return parts === undefined ? fixGrowing(query, context) : fixWritten(query, parts, context);
}

function findQuery(event: Sink, context: FixContext): Query | undefined {
  const { parameters, at } = event.row;
  const code = readCode(context, event.call.file);
  const call = code?.expressions.find((e): e is Call => e.k === 'call' && e.start === event.call.start && e.end === event.call.end);
  const driver = parameters === undefined ? undefined : findDriver(parameters, event.call.file, isTextual(event), context);
  if (code === undefined || call === undefined || driver === undefined || !('argument' in at)) return undefined;
  const given = statementOf(call, at);
  const holder = findHolder(code, call, driver.parameters.values, at, driver.parameters);
  return given === undefined ? undefined : { code, call, given, driver, holder };
}

/** Nothing comes from a body, whose values may be of any type. */
const isTextual = (event: Sink): boolean => event.taints.every(({ part }) => part !== 'body' && part !== 'arguments');

/** A function that hands on what it is given: its callers have the text, and give the values. */
function fixCallers(event: Sink, { code, call, given, driver }: Query, context: FixContext): readonly FixDraft[] | undefined {
  const { values } = driver.parameters;
  const passing = values.in === 'argument' && driver.style !== 'colon' ? findPassing(code, given, call.args[values.index]) : undefined;
  if (passing === undefined) return undefined;
  const { style, lists, limit } = driver.parameters;
  const parameters: QueryParameters = {
    style,
    lists,
    values: { in: 'argument', index: passing.values },
    ...(limit !== undefined && { limit }),
  };
  const fixes = (findCallers(event, passing, context) ?? []).map((caller): FixDraft | undefined => {
    const text = caller.call.args[caller.statement];
    const holder = findHolder(caller.code, caller.call, parameters.values, { argument: caller.statement }, parameters);
    const parts = text === undefined ? undefined : readStatement(caller.code, context, text);
    if (text === undefined || parts === undefined) return undefined;
    return fixWritten({ code: caller.code, call: caller.call, given: text, driver: { ...driver, parameters }, holder }, parts, context)[0];
  });
  const known = fixes.filter((fix) => fix !== undefined);
  const [first] = known;
  if (first === undefined || known.length < fixes.length) return [];
  const kind = known.every((fix) => fix.kind === 'safe') ? 'safe' : 'suggested';
  return [{ title: first.title, kind, files: merge(known.flatMap((fix) => fix.files)) }];
}

/** The edits of several fixes by file; a file's own edits stand apart from each other. */
function merge(files: readonly FileEdit[]): readonly FileEdit[] {
  const byFile = new Map<string, TextEdit[]>();
  for (const { file, edits } of files) byFile.set(file, [...(byFile.get(file) ?? []), ...edits]);
  return [...byFile].map(([file, edits]) => ({ file, edits: edits.sort((a, b) => a.start - b.start) }));
}

/** An argument, or a field of one. */
function statementOf(call: Call, at: { readonly argument: number; readonly field?: string }): Expression | undefined {
  const arg = call.args[at.argument];
  if (at.field === undefined || arg === undefined) return arg;
  return arg.k === 'object' ? arg.props.find((prop) => prop.key === at.field)?.value : undefined;
}

/** A statement whose whole text can be read in the code. */
function fixWritten(query: Query, parts: readonly Part[], context: FixContext): readonly FixDraft[] {
  const { code, call, given, driver, holder } = query;
  const tokens = tokenise(parts, driver);
  if (tokens === undefined || !takesParameters(tokens)) return [];
  const conversions = findConversions(parts, tokens, driver, code, context);
  const { values, inline, structural } = conversions;
  const tagged = tagStatement({ code, call, given, parts, tokens, conversions, how: driver.parameters }, context);
  const bound = tagged ?? (holder === undefined ? undefined : bindParameters({ code, parts, tokens, conversions, driver }, holder));
  const fixes: FixDraft[] = [];
  if (conversions.opaque.length > 0) {
    const optional = holder === undefined ? undefined : bindOptional({ code, parts, conversions, driver, holder }, context);
    fixes.push(...(optional === undefined ? fixGrowing(query, context) : draft(code, 'Use query parameters', 'suggested', optional)));
  }
  if (bound !== undefined && values.length + inline.length > 0)
    fixes.push(...draft(code, 'Use query parameters', values.every((value) => value.certain) ? 'safe' : 'suggested', bound));
  const allowed = structural.length === 0 ? undefined : allowListed(code, tokens, structural);
  if (allowed !== undefined && values.length + inline.length === 0) fixes.push(...draft(code, titleFor(structural), 'suggested', allowed));
  else if (allowed !== undefined && bound !== undefined && tagged === undefined)
    fixes.push(...draft(code, `Use query parameters, and ${titleFor(structural).toLowerCase()}`, 'suggested', [...bound, ...allowed]));
  return fixes;
}

const titleFor = (structural: readonly { readonly as: string }[]): string =>
  structural.every(({ as }) => as === 'direction') ? 'Choose the direction by a test' : 'Allow only selected columns';

/** A statement whose text grows while the code runs. */
function fixGrowing({ code, given, driver, holder }: Query, context: FixContext): readonly FixDraft[] {
  const growing = holder === undefined ? undefined : findGrowing(code, context, given);
  const edits = growing === undefined || holder === undefined ? undefined : bindGrowing(code, context, growing, driver, holder);
  return edits === undefined ? [] : draft(code, 'Use query parameters', 'suggested', edits);
}

/** One fix; none where two edits touch the same text. */
function draft(code: Code, title: string, kind: FixDraft['kind'], edits: readonly TextEdit[]): readonly FixDraft[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const overlaps = ordered.some((edit, index) => edit.end > (ordered[index + 1]?.start ?? edit.end));
  return overlaps ? [] : [{ title, kind, files: [{ file: code.file, edits: ordered }] }];
}
