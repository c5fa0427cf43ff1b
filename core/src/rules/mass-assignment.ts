import { validateWithSchema } from '../fixes/validation.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';
import { describeTaint, traceOf } from './contract/trace.ts';
import { type IgnoredResult, ignoredResults, isLookedAt } from './contract/validation-results.ts';
import { type Write, wholeRecords } from './contract/whole-write.ts';

const rule: Rule = {
  meta: {
    id: 'mass-assignment',
    title: 'Callers choose the fields of a record',
    summary: 'Input is stored as a whole record, with whatever fields the caller gave it.',
    severity: 'high',
    precision: 'high',
    cwe: [915],
    owasp: ['API3'],
    practice: 'input',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run, context) {
    const ignored = ignoredResults(run, context);
    const writes = new Map<string, FindingDraft>();
    for (const event of run.events) {
      if (event.kind !== 'store') continue;
      const key = `${event.at.file}:${event.at.start}`;
      const finding = writes.has(key) ? undefined : check(run, event, ignored);
      if (finding !== undefined) writes.set(key, finding);
    }
    return [...writes.values()];
  },
};
export default rule;

function check(run: RouteRun, event: Write, ignored: readonly IgnoredResult[]): FindingDraft | undefined {
  const first = wholeRecords(event).find((taint) => !isLookedAt(ignored, taint));
  if (first === undefined) return undefined;
  const { method, path } = run.route;
  const name = method === 'ACTION' ? `the server action \`${path}\`` : `\`${method} ${path}\``;
  return {
    at: first.source,
    message: `\`${describeTaint(first)}\` of ${name} is stored by \`${event.callee}\` with whatever fields the caller gave it.`,
    precision: 'certain',
    // Whoever may change roles anyway gains nothing by choosing another field.
    severity: run.checks.some((one) => one.isAboutRights) || run.route.roles.length > 0 ? 'medium' : 'high',
    route: run,
    trace: traceOf(first, { at: event.at, message: `\`${event.callee}\` stores all of its fields` }),
    fixes: (fix) => validateWithSchema(run, first.part, fix),
  };
}
