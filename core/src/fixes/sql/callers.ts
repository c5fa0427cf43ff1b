import type { FlowEvent, Trail } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { BindingId, Expression, Pattern } from '../../syntax/facts.ts';
import { type Code, functionAround, readCode } from '../validation/code.ts';
import { findDeclared } from './constants.ts';

type Sink = Extract<FlowEvent, { kind: 'sink' }>;
type Call = Extract<Expression, { k: 'call' }>;

/** A call of a function that hands the statement and its values on to the driver. */
export interface Caller {
  readonly code: Code;
  readonly call: Call;
  readonly statement: number;
  readonly values: number;
}

/** `const query = (text, params) => pool.query(text, params)`: which of a function's parameters are the statement and its values. */
export interface Passing {
  readonly name: string;
  readonly statement: number;
  readonly values: number;
}

/** How the function around a call passes its own parameters on; undefined where the call's text or values are its own. */
export function findPassing(code: Code, given: Expression, values: Expression | undefined): Passing | undefined {
  const fn = code.facts.functions[functionAround(code.facts, given)];
  const indexOf = (e: Expression | undefined): number => {
    if (e?.k !== 'name' || (code.facts.bindings[e.binding]?.writes ?? 1) > 0) return -1;
    return (fn?.params ?? []).findIndex(({ pattern, rest }) => !rest && boundBy(pattern) === e.binding);
  };
  const statement = indexOf(given);
  const list = indexOf(values);
  return fn === undefined || fn.name === '' || statement < 0 || list < 0 ? undefined : { name: fn.name, statement, values: list };
}

function boundBy(pattern: Pattern): BindingId | undefined {
  if (pattern.p === 'default') return boundBy(pattern.target);
  return pattern.p === 'bind' ? pattern.binding : undefined;
}

/**
 * The calls at which request input was put into text that reaches a driver's call; undefined where one cannot be found.
 * Every route that does so counts, since one change has to serve them all.
 */
export function findCallers(event: Sink, passing: Passing, context: FixContext): readonly Caller[] | undefined {
  const places = new Map<string, Location>();
  for (const run of context.runs) {
    for (const other of run.events) {
      if (
        other.kind !== 'sink' ||
        other.danger !== 'sql' ||
        other.call.file !== event.call.file ||
        other.call.start !== event.call.start ||
        other.call.end !== event.call.end
      )
        continue;
      for (const { trail } of other.taints) for (const at of stepsOf(trail)) places.set(`${at.file}:${at.start}:${at.end}`, at);
    }
  }
  const callers = new Map<string, Caller>();
  for (const at of places.values()) {
    const code = readCode(context, at.file);
    for (const call of code === undefined ? [] : callsWith(code, passing, at)) {
      if (code !== undefined)
        callers.set(`${at.file}:${call.start}:${call.end}`, { code, call, statement: passing.statement, values: passing.values });
    }
  }
  return callers.size === 0 ? undefined : [...callers.values()];
}

function stepsOf(trail: Trail | undefined): readonly Location[] {
  const steps: Location[] = [];
  for (let step = trail; step !== undefined; step = step.before) steps.push(step.at);
  return steps;
}

/** Calls of the function whose statement is the text at a place, or a name that starts as that text. */
function callsWith(code: Code, { name, statement }: Passing, at: Location): readonly Call[] {
  const covers = (e: Expression | undefined): boolean => e !== undefined && e.start <= at.start && at.end <= e.end;
  return code.expressions.filter((e): e is Call => {
    if (e.k !== 'call' || calledName(code, e.callee) !== name) return false;
    const given = e.args[statement];
    return covers(given) || (given?.k === 'name' && covers(findDeclared(code.facts, given.binding)));
  });
}

/** What the callee is called where it is declared. */
function calledName(code: Code, callee: Expression): string {
  if (callee.k === 'member') return callee.property;
  const imported = callee.k === 'name' ? code.facts.bindings[callee.binding]?.import?.imported : undefined;
  if (imported !== undefined && imported !== 'default' && imported !== '*') return imported;
  return callee.k === 'name' ? callee.name : '';
}
