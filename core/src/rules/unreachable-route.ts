import { moveUp } from '../fixes/guard.ts';
import { statementAt } from '../fixes/statements.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import { coversMethods, coversPath, toMethods, toRouteSegments } from '../policy/pattern.ts';
import { walkFile } from '../syntax/index.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'unreachable-route',
    title: 'Route that is never reached',
    summary: 'A route that is registered earlier matches every request for this one and answers it, so that this one never runs.',
    severity: 'low',
    precision: 'very-high',
    cwe: [561, 1059],
    owasp: ['API9'],
    practice: 'assessment',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoutes(runs, context) {
    return runs.flatMap((run): readonly FindingDraft[] => {
      const first = answeredBefore(context, run, runs);
      if (first === undefined) return [];
      const name = `${run.route.method} ${run.route.path}`;
      const earlier = `${first.route.method} ${first.route.path}`;
      return [
        {
          at: run.draft.at,
          message:
            name === earlier
              ? `\`${name}\` never runs: it is registered twice, and the first answers every request.`
              : `\`${name}\` never runs: \`${earlier}\`, which is registered before it, answers every request for it.`,
          precision: 'certain',
          route: run,
          trace: [
            { kind: 'route', at: first.draft.at, message: `${earlier} is registered here, and answers` },
            { kind: 'note', at: run.draft.at, message: `${name} comes after it` },
          ],
          fixes: (fix) => (name === earlier ? [] : moveUp(run.draft.at, first, `Register ${name} before ${earlier}`, fix)),
        },
      ];
    });
  },
};
export default rule;

/** The earlier route that answers every request for this one. */
function answeredBefore(context: RuleContext, run: RouteRun, runs: readonly RouteRun[]): RouteRun | undefined {
  if (run.route.certainty === 'partial') return undefined;
  const candidates = run.draft.firstMatch === true ? earlierSiblings(context, run) : endedBy(context, run, runs);
  return candidates.find((other) => answersAll(context, other, run));
}

/** Siblings that stand before it in the code. Two of one path may differ in what their paths do not show: a version, a host. */
function earlierSiblings(context: RuleContext, run: RouteRun): readonly RouteRun[] {
  return context
    .siblings(run)
    .filter(
      (other) => other.draft.file === run.draft.file && other.draft.at.start < run.draft.at.start && other.route.path !== run.route.path,
    );
}

/** The route whose handler was seen to end a request for this one. */
function endedBy(context: RuleContext, run: RouteRun, runs: readonly RouteRun[]): readonly RouteRun[] {
  const end = run.endedBy?.at;
  if (end === undefined) return [];
  return runs.filter((other) => {
    const handler = other.draft.steps.at(-1);
    return (
      other !== run &&
      handler?.at.file === end.file &&
      handler.at.start === end.start &&
      handler.at.end === end.end &&
      !mayPassOn(context, other)
    );
  });
}

function answersAll(context: RuleContext, other: RouteRun, run: RouteRun): boolean {
  return (
    other.route.certainty === 'full' &&
    coversMethods(toMethods(other.route.method), toMethods(run.route.method)) &&
    coversPath(toRouteSegments(other.route.path), toRouteSegments(run.route.path)) &&
    (other.route.path === run.route.path || hasPlainPath(context, other))
  );
}

/** A handler that takes what passes requests on may do so where it could not be followed. */
function mayPassOn(context: RuleContext, { draft }: RouteRun): boolean {
  const [shape, more] = draft.steps.at(-1)?.value.shapes ?? [];
  if (shape?.k !== 'closure' || more !== undefined) return true;
  const fn = context.facts(shape.closure.file)?.functions[shape.closure.fn];
  return fn === undefined || fn.params.some(({ pattern }) => pattern.p === 'bind' && /next|done/i.test(pattern.name));
}

/** The path is written out and says nothing of what a parameter looks like: `/:id(\\d+)` answers for numbers alone. */
function hasPlainPath(context: RuleContext, { draft, route }: RouteRun): boolean {
  const facts = context.facts(draft.file);
  if (facts === undefined) return false;
  const decorators = facts.classes.flatMap(({ members }) => members.flatMap((member) => member.decorators));
  const written =
    decorators.find((e) => e.start <= draft.at.start && draft.at.start < e.end) ?? statementAt(facts, draft.at.start)?.statement;
  const end = Math.max(draft.steps.at(-1)?.at.file === draft.file ? (draft.steps.at(-1)?.at.start ?? 0) : 0, draft.at.end);
  const texts: string[] = [];
  let isPlain = true;
  walkFile(facts, (e) => {
    if (written === undefined || e.start < written.start || e.end > Math.min(written.end, end)) return;
    if (e.k === 'regex') isPlain = false;
    if (e.k === 'literal' && typeof e.value === 'string') texts.push(e.value);
  });
  const last = route.path.split('/').at(-1) ?? '';
  return isPlain && texts.some((text) => text.endsWith(last)) && !texts.some((text) => /[(){}?+]/.test(text));
}
