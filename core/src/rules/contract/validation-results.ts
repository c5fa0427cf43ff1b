import type { FlowEvent, Taint } from '../../flow/index.ts';
import type { RouteRun } from '../../frameworks/run-route.ts';
import type { BindingId, Expression, FileFacts, Pattern, Statement } from '../../syntax/facts.ts';
import { eachStatement, walkFile } from '../../syntax/walk.ts';
import type { RuleContext } from './rule.ts';

export type Validation = Extract<FlowEvent, { kind: 'validated' }>;

/** A validator that only tells what is wrong, and whose answer decides nothing. */
export interface IgnoredResult {
  readonly validation: Validation;
  /** `dropped`: nobody keeps the result. `unread`: nobody reads it, or of it no more than the value. `goes-on`: it is tested, and what follows happens all the same. */
  readonly how: 'dropped' | 'unread' | 'goes-on';
}

/** Validators of a route whose answer decides nothing. */
export function ignoredResults(run: RouteRun, context: RuleContext): readonly IgnoredResult[] {
  const seen = new Set<string>();
  return run.events.flatMap((event): readonly IgnoredResult[] => {
    if (event.kind !== 'validated' || event.tells === undefined) return [];
    const key = `${event.at.file} ${event.at.start}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const facts = context.facts(event.at.file);
    const how = facts === undefined ? undefined : fateOf(facts, event, run);
    return how === undefined ? [] : [{ validation: event, how }];
  });
}

/** True where the taint is of input that one of the validators looked at. */
export function isLookedAt(results: readonly IgnoredResult[], taint: Taint): boolean {
  return results.some(
    ({ validation: { part, path } }) => part === taint.part && (path === '' || path === taint.path || taint.path.startsWith(`${path}.`)),
  );
}

/** What becomes of the result of a call. */
function fateOf(facts: FileFacts, validation: Validation, run: RouteRun): IgnoredResult['how'] | undefined {
  const isCall = (e: Expression): boolean => within(e).start === validation.at.start && within(e).end === validation.at.end;
  let how: IgnoredResult['how'] | undefined;
  for (const fn of facts.functions)
    eachStatement(fn.body, (s) => {
      if (s.s === 'expression' && isCall(s.value)) how = asksLater(facts, within(s.value)) ? undefined : 'dropped';
      else if (s.s === 'variable' && s.init !== undefined && isCall(s.init)) how = fateOfVariable(facts, s.target, validation, run);
    });
  return how;
}

/** Without `await`, casts and the like. */
function within(e: Expression): Expression {
  return e.k === 'await' || e.k === 'cast' ? within(e.value) : e;
}

/** `validate(body); if (validate.errors) …`: the errors are kept beside the function. */
function asksLater(facts: FileFacts, call: Expression): boolean {
  let root = call.k === 'call' ? call.callee : call;
  while (root.k === 'member' || root.k === 'call') root = root.k === 'call' ? root.callee : root.object;
  if (root.k !== 'name') return true;
  const { binding } = root;
  let asks = false;
  walkFile(facts, (e) => {
    if (e.k === 'member' && e.property === 'errors' && e.object.k === 'name' && e.object.binding === binding) asks = true;
  });
  return asks;
}

function fateOfVariable(facts: FileFacts, target: Pattern, { at, tells }: Validation, run: RouteRun): IgnoredResult['how'] | undefined {
  if (tells === undefined) return undefined;
  if (target.p === 'bind') {
    const reads = readsOf(facts, target.binding);
    if (reads.length === 0) return 'unread';
    const { value } = tells;
    const valueAlone = tells.keepsInput === true && value !== undefined && reads.every((around) => isMember(around, value));
    if (valueAlone) return 'unread';
    return goesOn(facts, [target.binding], at.file, run) ? 'goes-on' : undefined;
  }
  if (target.p !== 'object' || target.rest !== undefined) return undefined;
  const answers = target.props.flatMap(({ key, value }) => (key === tells.ok || key === tells.error ? [value] : []));
  if (answers.length === 0) return tells.keepsInput === true ? 'unread' : undefined;
  const bindings = answers.flatMap((pattern) => (pattern.p === 'bind' ? [pattern.binding] : []));
  if (bindings.length < answers.length) return undefined;
  const others = target.props.length > answers.length;
  if (bindings.every((binding) => readsOf(facts, binding).length === 0)) return others && tells.keepsInput !== true ? undefined : 'unread';
  return goesOn(facts, bindings, at.file, run) ? 'goes-on' : undefined;
}

/** The nearest expression around each place where a variable is read. */
function readsOf(facts: FileFacts, binding: BindingId): readonly (Expression | undefined)[] {
  const reads: (Expression | undefined)[] = [];
  walkFile(facts, (e, around) => {
    if (e.k === 'name' && e.binding === binding) reads.push(around.at(-1));
  });
  return reads;
}

const isMember = (e: Expression | undefined, name: string): boolean => e?.k === 'member' && e.property === name;

/** `if (!result.success) res.status(400).json(…);`: an answer is sent where it is tested, and the function goes on. */
function goesOn(facts: FileFacts, bindings: readonly BindingId[], file: string, run: RouteRun): boolean {
  const isAnswered = (list: readonly Statement[]): boolean =>
    run.events.some(
      (e) => e.kind === 'answer' && e.at.file === file && list.some((inner) => inner.start <= e.at.start && e.at.end <= inner.end),
    );
  let found = 0;
  let stops = 0;
  for (const fn of facts.functions)
    eachStatement(fn.body, (s) => {
      if (s.s !== 'if' || !names(s.test, bindings)) return;
      if (s.else.length === 0 && !leaves(s.then) && isAnswered(s.then)) found += 1;
      else stops += 1;
    });
  return found > 0 && stops === 0;
}

function names(e: Expression, bindings: readonly BindingId[]): boolean {
  if (e.k === 'name') return bindings.includes(e.binding);
  if (e.k === 'unary' || e.k === 'cast') return names(e.value, bindings);
  return e.k === 'member' && names(e.object, bindings);
}

/** True where control may leave from somewhere in the statements. */
function leaves(list: readonly Statement[]): boolean {
  let found = false;
  eachStatement(list, (s) => {
    if (s.s === 'return' || s.s === 'throw' || s.s === 'break' || s.s === 'continue') found = true;
  });
  return found;
}
