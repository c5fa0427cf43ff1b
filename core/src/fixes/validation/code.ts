import type { FixContext } from '../../rules/contract/rule.ts';
import type { BindingId, Expression, FileFacts, FunctionFacts, FunctionId, Pattern, Statement } from '../../syntax/facts.ts';
import { eachStatement, walkFile } from '../../syntax/walk.ts';

/** A statement with the list it stands in and the function whose code it is. */
export interface Placed {
  readonly statement: Statement;
  readonly list: readonly Statement[];
  readonly fn: FunctionId;
}

/** One property of an object pattern, with what the pattern takes apart. */
export interface PatternProp {
  readonly key: string | Expression;
  readonly value: Pattern;
  readonly pattern: Extract<Pattern, { p: 'object' }>;
  readonly holder: { readonly fn: FunctionId; readonly parameter: number } | { readonly statement: Statement };
}

/** The facts of one file with the ways up that they do not have: from an expression to what holds it. */
export interface Code {
  readonly file: string;
  readonly text: string;
  readonly facts: FileFacts;
  /** The expression around an expression; undefined at the top of a statement. */
  parentOf(e: Expression): Expression | undefined;
  /** The innermost statement around an expression. */
  statementOf(e: { readonly start: number; readonly end: number }): Placed | undefined;
  expressionAt(start: number, end: number): Expression | undefined;
  propAt(start: number, end: number): PatternProp | undefined;
  /** Where a binding is read, in order. */
  readsOf(binding: BindingId): readonly Extract<Expression, { k: 'name' }>[];
  /** All expressions, in order. */
  readonly expressions: readonly Expression[];
}

/** The code of a file; undefined where there is none. */
export function readCode(context: FixContext, file: string): Code | undefined {
  const text = context.text(file);
  const facts = context.facts(file);
  if (text === undefined || facts === undefined) return undefined;
  const parents = new Map<Expression, Expression>();
  const bySpan = new Map<string, Expression>();
  const reads = new Map<BindingId, Extract<Expression, { k: 'name' }>[]>();
  const expressions: Expression[] = [];
  walkFile(facts, (e, around) => {
    const parent = around.at(-1);
    if (parent !== undefined) parents.set(e, parent);
    const key = `${e.start}:${e.end}`;
    if (!bySpan.has(key)) bySpan.set(key, e);
    if (e.k === 'name') reads.set(e.binding, [...(reads.get(e.binding) ?? []), e]);
    expressions.push(e);
  });
  const statements = placeStatements(facts);
  const props = findProps(facts, statements);
  return {
    file,
    text,
    facts,
    expressions,
    parentOf: (e) => parents.get(e),
    statementOf: (e) => innermost(statements, e),
    expressionAt: (start, end) => bySpan.get(`${start}:${end}`),
    propAt: (start, end) => props.get(`${start}:${end}`),
    readsOf: (binding) => reads.get(binding) ?? [],
  };
}

function placeStatements(facts: FileFacts): readonly Placed[] {
  const placed: Placed[] = [];
  facts.functions.forEach((fn, id) => {
    eachStatement(fn.body, (statement, list) => placed.push({ statement, list, fn: id }));
  });
  return placed;
}

function innermost(statements: readonly Placed[], e: { readonly start: number; readonly end: number }): Placed | undefined {
  let found: Placed | undefined;
  for (const placed of statements) {
    const { start, end } = placed.statement;
    if (start > e.start || end < e.end) continue;
    if (found === undefined || end - start <= found.statement.end - found.statement.start) found = placed;
  }
  return found;
}

function findProps(facts: FileFacts, statements: readonly Placed[]): ReadonlyMap<string, PatternProp> {
  const props = new Map<string, PatternProp>();
  const add = (pattern: Pattern, holder: PatternProp['holder']): void => {
    const inner = pattern.p === 'default' ? pattern.target : pattern;
    if (inner.p !== 'object') return;
    for (const prop of inner.props) {
      props.set(`${prop.start}:${prop.end}`, { key: prop.key, value: prop.value, pattern: inner, holder });
      add(prop.value, holder);
    }
  };
  facts.functions.forEach((fn, id) => {
    fn.params.forEach((param, parameter) => {
      add(param.pattern, { fn: id, parameter });
    });
  });
  for (const { statement } of statements) {
    if (statement.s === 'variable' || statement.s === 'for-of') add(statement.target, { statement });
  }
  return props;
}

/** The innermost function around a place; the module's body counts last. */
export function functionAround(facts: FileFacts, at: { readonly start: number; readonly end: number }): FunctionId {
  let found: FunctionId = 0;
  let size = Number.POSITIVE_INFINITY;
  facts.functions.forEach((fn, id) => {
    if (id === 0 || fn.start > at.start || fn.end < at.end || fn.end - fn.start >= size) return;
    found = id;
    size = fn.end - fn.start;
  });
  return found;
}

/** True where the function contains the place. */
export const holds = (fn: FunctionFacts, at: { readonly start: number; readonly end: number }): boolean =>
  fn.start <= at.start && at.end <= fn.end;

/** The name at the left end of a chain of members and calls. */
export function rootName(e: Expression): Extract<Expression, { k: 'name' }> | undefined {
  if (e.k === 'name') return e;
  if (e.k === 'member' || e.k === 'index') return rootName(e.object);
  if (e.k === 'call') return rootName(e.callee);
  return e.k === 'await' || e.k === 'cast' ? rootName(e.value) : undefined;
}
