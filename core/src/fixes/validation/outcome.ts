import type { RouteRun } from '../../frameworks/run-route.ts';
import type { Dialect } from '../../libraries/dialect.ts';
import { dialects } from '../../libraries/dialects.ts';
import type { InputPart, Location, TextEdit } from '../../model/index.ts';
import type { FixContext, FixDraft } from '../../rules/contract/rule.ts';
import type { Expression } from '../../syntax/facts.ts';
import { type Code, holds, type Placed } from './code.ts';
import { freeLocal } from './naming.ts';
import { replaceRead } from './rewrite.ts';
import type { Read, Site } from './site.ts';

/**
 * Where a schema has checked the input, but the code goes on with the raw one, that still has the keys the schema does
 * not know: it goes on with what the schema accepted instead.
 */
export function useOutcome(run: RouteRun, part: InputPart, site: Site, context: FixContext): readonly FixDraft[] {
  const { code } = site;
  for (const event of run.events) {
    if (event.kind !== 'validated' || event.part !== part || event.at.file !== code.file) continue;
    const check = findCheck(code, event.at, context);
    const edits = check === undefined ? undefined : editsFor(part, site, check, context);
    if (edits !== undefined) return [{ title: `Use the validated ${part}`, kind: 'suggested', files: [{ file: code.file, edits }] }];
  }
  return [];
}

interface Check {
  readonly dialect: Dialect;
  readonly gives: 'value' | 'outcome';
  /** The call, or its `await`. */
  readonly expression: Expression;
  readonly input: Expression;
  readonly place: Placed;
}

function findCheck(code: Code, at: Location, context: FixContext): Check | undefined {
  const call = code.expressionAt(at.start, at.end);
  if (call?.k !== 'call' || call.callee.k !== 'member') return undefined;
  const { property } = call.callee;
  const around = code.parentOf(call);
  const expression = around?.k === 'await' ? around : call;
  const place = code.statementOf(expression);
  const input = call.args.find((arg) => arg.k === 'member' || (arg.k === 'name' && code.facts.bindings[arg.binding]?.scope !== 0));
  const dialect = dialects.find((d) => Object.hasOwn(d.checks, property) && context.dependsOn(code.file, d.package));
  const gives = dialect?.checks[property];
  return dialect === undefined || gives === undefined || input === undefined || place === undefined
    ? undefined
    : { dialect, gives, expression, input, place };
}

function editsFor(part: InputPart, site: Site, check: Check, context: FixContext): readonly TextEdit[] | undefined {
  const { code } = site;
  const accepted = acceptedBy(part, site, check);
  const reads = readsAfter(site, check);
  if (accepted === undefined || reads.length === 0) return undefined;
  const edits = reads.map((read) => replaceRead(code, read, accepted.value, context));
  if (edits.some((edit) => edit === undefined)) return undefined;
  return [...accepted.edits, ...edits.filter((edit) => edit !== undefined)].sort((a, b) => a.start - b.start);
}

/** What the code can call the accepted value, and the edit that gives it a name where it has none. */
function acceptedBy(
  part: InputPart,
  { code, fn }: Site,
  { dialect, gives, expression, place }: Check,
): { readonly value: string; readonly edits: readonly TextEdit[] } | undefined {
  const { statement } = place;
  const facts = code.facts.functions[fn];
  if (statement.s === 'expression' && statement.value === expression && gives === 'value' && facts !== undefined) {
    const name = freeLocal(code, facts, [part === 'arguments' ? 'input' : part, 'input', 'data', 'values']);
    return { value: name, edits: [{ start: statement.start, end: statement.start, text: `const ${name} = ` }] };
  }
  if (statement.s !== 'variable' || statement.init !== expression) return undefined;
  const { target } = statement;
  if (target.p === 'bind') {
    // An outcome that nobody looks at accepts everything.
    if (gives === 'outcome' && code.readsOf(target.binding).length === 0) return undefined;
    return { value: gives === 'value' ? target.name : dialect.value(target.name), edits: [] };
  }
  const key = dialect.value('').slice(1);
  const prop =
    target.p === 'object' && gives === 'outcome' && target.props.length > 1 ? target.props.find((p) => p.key === key) : undefined;
  return prop?.value.p === 'bind' ? { value: prop.value.name, edits: [] } : undefined;
}

/** Uses of the raw input below the check, where its names can be seen. */
function readsAfter(site: Site, { input, place }: Check): readonly Read[] {
  const { code } = site;
  const all = input.k === 'name' ? code.readsOf(input.binding).map((expression) => ({ expression })) : site.reads;
  const fn = code.facts.functions[site.fn];
  return all.filter(({ expression }) => {
    const visible = place.list.some((s) => s.start <= expression.start && expression.end <= s.end);
    return expression.start >= place.statement.end && visible && fn !== undefined && holds(fn, expression);
  });
}
