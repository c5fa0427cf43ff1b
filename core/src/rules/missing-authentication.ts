import { guardWithSibling } from '../fixes/guard.ts';
import { markPublic } from '../fixes/public.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import { findAccess } from '../policy/index.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';
import { isGuarded, mutating, needsCaller } from './contract/suspicion.ts';

const rule: Rule = {
  meta: {
    id: 'missing-authentication',
    title: 'Route without authentication',
    summary: 'A route that changes or returns data can be called by anyone: no guard runs before it and its code tests no identity.',
    severity: 'high',
    precision: 'high',
    cwe: [306],
    owasp: ['API2', 'API5'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
  scope: 'route',
  check(context) {
    return context.runs.flatMap((run): FindingDraft[] => {
      const { verdict } = run.route.auth;
      const demanded = isDemanded(context, run);
      if ((verdict !== 'none' && !(verdict === 'optional' && demanded)) || run.lateGuards.length > 0 || hasBrokenGuard(run)) return [];
      if (!demanded && !needsCaller(context, run)) return [];
      return [toFinding(context, run)];
    });
  },
};
export default rule;

/** A guard is there but defective: another rule says so. */
function hasBrokenGuard(run: RouteRun): boolean {
  return run.events.some((e) => e.kind === 'went-on' || e.kind === 'not-awaited');
}

/** The policy says that callers must be authenticated. */
function isDemanded(context: RuleContext, run: RouteRun): boolean {
  const entry = findAccess(context.policy(run.draft.file), run.route.method, run.route.path);
  return entry !== undefined && entry.access.kind !== 'public';
}

function toFinding(context: RuleContext, run: RouteRun): FindingDraft {
  const { route, draft } = run;
  const name = `${route.method} ${route.path}`;
  const sibling = context.siblings(run).find((other) => isGuarded(other) && other.guards.length > 0);
  const trace: FindingDraft['trace'] = [
    { kind: 'route', at: draft.at, message: `${name} is registered here` },
    ...route.chain.map((link) => ({ kind: 'guard' as const, at: link.at, message: `\`${link.name}\` ${link.why}` })),
    ...(sibling === undefined
      ? []
      : [
          {
            kind: 'note' as const,
            at: sibling.draft.at,
            message: `its sibling ${sibling.route.method} ${sibling.route.path} is guarded by \`${sibling.guards[0]?.name ?? ''}\``,
          },
        ]),
  ];
  const what = route.method === 'ACTION' ? `The server action \`${route.path}\`` : `\`${name}\``;
  return {
    at: draft.at,
    message: `${what} can be called by anyone: no guard runs before it and its code tests no identity.`,
    precision: sibling === undefined ? 'likely' : 'certain',
    severity: mutating.has(route.method) ? 'high' : 'medium',
    route: run,
    trace,
    fixes: (fix) => [...guardWithSibling(run, fix), ...markPublic(run, fix)],
  };
}
