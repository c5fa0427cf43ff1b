import { validateWithSchema } from '../fixes/validation.ts';
import type { FlowEvent, Taint } from '../flow/index.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { InputPart } from '../model/index.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';
import { describeTaint, traceOf } from './contract/trace.ts';
import { type IgnoredResult, ignoredResults, isLookedAt } from './contract/validation-results.ts';
import { wholeRecords } from './contract/whole-write.ts';

const rule: Rule = {
  meta: {
    id: 'unvalidated-input',
    title: 'Input stored without validation',
    summary: 'A route writes input to a database that no validator has seen.',
    severity: 'medium',
    precision: 'high',
    cwe: [20],
    owasp: ['API3', 'API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run, context) {
    // A validator whose result decides nothing is a finding of its own.
    const ignored = ignoredResults(run, context);
    return judged.flatMap((part) => check(run, part, ignored));
  },
};
export default rule;

const judged: readonly InputPart[] = ['body', 'query', 'arguments'];

interface Write {
  readonly taint: Taint;
  readonly event: Extract<FlowEvent, { kind: 'store' }>;
}

function check(run: RouteRun, part: InputPart, ignored: readonly IgnoredResult[]): FindingDraft[] {
  const writes: Write[] = [];
  for (const event of run.events) {
    if (event.kind !== 'store' || event.access !== 'write') continue;
    // What is kept as a whole is another rule's, which says more of it.
    const whole = wholeRecords(event);
    for (const taint of event.taints)
      if (
        taint.part === part &&
        !whole.some((other) => other.part === taint.part && other.path === taint.path && other.source.start === taint.source.start) &&
        taint.validated === undefined &&
        taint.narrowed !== true &&
        taint.remade !== true &&
        !hasValidatedTwin(taint, event.taints) &&
        !isLookedAt(ignored, taint)
      )
        writes.push({ taint, event });
  }
  const [first] = writes;
  if (first === undefined) return [];
  const all = [...new Set(writes.map((w) => describeTaint(w.taint)))].sort();
  const fields = named(all.filter((field) => !all.some((whole) => field.startsWith(`${whole}.`))));
  const listed = fields.slice(0, 4).map((f) => `\`${f}\``);
  const names =
    fields.length > 4 ? `${listed.join(', ')} and ${fields.length - 4} more` : listed.join(fields.length === 2 ? ' and ' : ', ');
  const name = run.route.method === 'ACTION' ? `the server action \`${run.route.path}\`` : `\`${run.route.method} ${run.route.path}\``;
  return [
    {
      at: first.taint.source,
      message: `${names} of ${name} ${fields.length === 1 ? 'is' : 'are'} written by \`${first.event.callee}\` without validation.`,
      precision: 'certain',
      route: run,
      trace: traceOf(first.taint, { at: first.event.at, message: `\`${first.event.callee}\` stores it` }),
      fixes: (fix) => validateWithSchema(run, part, fix),
    },
  ];
}

/** As many fields as one can read at a glance: of more than four, what they are fields of. */
function named(fields: readonly string[]): readonly string[] {
  return fields.length > 4 ? [...new Set(fields.map((field) => field.split('.').slice(0, 2).join('.')))] : fields;
}

/** The same input, validated on another way to the same place: `if (result.success) body = result.data; else error = badRequest`. */
function hasValidatedTwin(taint: Taint, others: readonly Taint[]): boolean {
  return others.some((other) => other.validated !== undefined && other.part === taint.part && other.path === taint.path);
}
