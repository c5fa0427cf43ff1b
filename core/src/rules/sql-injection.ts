import { parameterise } from '../fixes/sql.ts';
import type { FlowEvent } from '../flow/index.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';
import { describeTaint, traceOf } from './contract/trace.ts';

const rule: Rule = {
  meta: {
    id: 'sql-injection',
    title: 'SQL injection',
    summary: 'Input of a request becomes part of the text of an SQL statement.',
    severity: 'critical',
    precision: 'high',
    cwe: [89],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'sometimes',
  },
  scope: 'route',
  check(context) {
    return context.runs.flatMap((run) =>
      run.events.flatMap((event) => (event.kind === 'sink' && event.danger === 'sql' ? [toFinding(run, event)] : [])),
    );
  },
};
export default rule;

function toFinding(run: RouteRun, event: Extract<FlowEvent, { kind: 'sink' }>): FindingDraft {
  const [first] = event.taints;
  const others = new Set(event.taints.map(describeTaint)).size - 1;
  const who = first === undefined ? 'Input' : `\`${describeTaint(first)}\`${others > 0 ? ` (and ${others} more)` : ''}`;
  return {
    at: event.at,
    message: `${who} of \`${run.route.method} ${run.route.path}\` reaches \`${event.callee}\` as SQL text.`,
    precision: 'certain',
    once: `${event.at.file}:${event.at.start}-${event.at.end}`,
    route: run,
    trace: first === undefined ? [] : traceOf(first, { at: event.at, message: `\`${event.callee}\` executes it as SQL` }),
    fixes: (fix) => parameterise(event, fix),
  };
}
