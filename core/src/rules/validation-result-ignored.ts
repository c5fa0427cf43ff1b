import type { FlowEvent, Taint } from '../flow/index.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';
import { describeTaint } from './contract/trace.ts';
import { type IgnoredResult, ignoredResults, isLookedAt } from './contract/validation-results.ts';

const rule: Rule = {
  meta: {
    id: 'validation-result-ignored',
    title: 'Validation whose result decides nothing',
    summary: 'A validator that only tells whether input is right is called, and the route goes on whatever it says.',
    severity: 'high',
    precision: 'very-high',
    cwe: [252, 20],
    owasp: ['API3', 'API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute(run, context) {
    return ignoredResults(run, context).flatMap((result) => report(run, result));
  },
};
export default rule;

type Store = Extract<FlowEvent, { kind: 'store' }>;

function report(run: RouteRun, result: IgnoredResult): readonly FindingDraft[] {
  const { validation, how } = result;
  const stored = writeOf(run, result);
  // Where nothing is stored, a test that does not leave may only choose between two ways to answer.
  if (how === 'goes-on' && stored === undefined) return [];
  const input = `\`${[validation.part, validation.path].filter((text) => text !== '').join('.')}\``;
  const route = `\`${run.route.method} ${run.route.path}\``;
  const fault = {
    dropped: 'its result is dropped',
    unread: 'nobody reads what it found',
    'goes-on': 'what it found does not stop the route',
  }[how];
  const end = stored === undefined ? '' : `: \`${stored.event.callee}\` stores \`${describeTaint(stored.taint)}\` all the same`;
  return [
    {
      at: validation.at,
      message: `\`${validation.what}\` checks ${input} of ${route}, but ${fault}${end}.`,
      precision: 'certain',
      once: `${validation.at.file}:${validation.at.start}`,
      route: run,
      trace:
        stored === undefined
          ? []
          : [
              { kind: 'source', at: stored.taint.source, message: `\`${describeTaint(stored.taint)}\` comes from the caller` },
              { kind: 'step', at: validation.at, message: `\`${validation.what}\` looks at it; ${fault}` },
              { kind: 'sink', at: stored.event.at, message: `\`${stored.event.callee}\` stores it` },
            ],
    },
  ];
}

/** The first write of input that the validator looked at and nothing accepted. */
function writeOf(run: RouteRun, result: IgnoredResult): { readonly event: Store; readonly taint: Taint } | undefined {
  for (const event of run.events) {
    if (event.kind !== 'store' || event.access !== 'write') continue;
    const taint = event.taints.find((one) => one.validated === undefined && one.narrowed !== true && isLookedAt([result], one));
    if (taint !== undefined) return { event, taint };
  }
  return undefined;
}
