import { guardWithSibling } from '../../fixes/guard.ts';
import { markPublic } from '../../fixes/public.ts';
import type { RouteRun } from '../../frameworks/run-route.ts';
import { findAccess } from '../../policy/index.ts';
import type { FindingDraft, RuleContext } from './rule.ts';
import { changes, isGuarded, needsCaller } from './suspicion.ts';
import { unverifiedIdentity } from './unverified.ts';
import { handsSignatureOn, unverifiedWebhook } from './webhook.ts';

/**
 * True where a route that nothing protects needs a caller, by policy or by what it does. False where a guard is there but
 * does not do its work, or does it for other routes: rules of their own say so.
 */
export function isOpenByMistake(context: RuleContext, run: RouteRun): boolean {
  const { verdict } = run.route.auth;
  const demanded = isDemanded(context, run);
  if ((verdict !== 'none' && !(verdict === 'optional' && demanded)) || run.lateGuards.length > 0 || hasBrokenGuard(run)) return false;
  if (unverifiedIdentity(run) !== undefined || unverifiedWebhook(context, run) !== undefined || handsSignatureOn(run)) return false;
  return demanded || needsCaller(context, run);
}

/**
 * True where a guard would run for the route, were its path not left out. Not where siblings check their callers
 * themselves: what the route lacks there is that check.
 */
export function isLeftOut(context: RuleContext, run: RouteRun): boolean {
  const [missed] = run.missedGuards;
  if (missed === undefined) return false;
  const isMissed = ({ at }: { at: RouteRun['draft']['at'] }): boolean =>
    at.file === missed.step.at.file && at.start === missed.step.at.start;
  return !context.siblings(run).some((other) => other !== run && isGuarded(other) && !other.guards.some(isMissed));
}

/** A guard is there but defective: another rule says so. */
function hasBrokenGuard(run: RouteRun): boolean {
  return run.events.some((e) => e.kind === 'went-on' || e.kind === 'not-awaited');
}

/** The policy says that callers must be authenticated. */
function isDemanded(context: RuleContext, run: RouteRun): boolean {
  const entry = findAccess(context.policy(run.draft.file), run.route.method, run.route.path);
  return entry !== undefined && entry.access.kind !== 'public';
}

/** The finding, for which `message` names the route. */
export function openRoute(context: RuleContext, run: RouteRun, message: string): FindingDraft {
  const { route, draft } = run;
  const sibling = context.siblings(run).find((other) => isGuarded(other) && other.guards.length > 0);
  return {
    at: draft.at,
    message,
    precision: sibling === undefined ? 'likely' : 'certain',
    severity: changes(run) ? 'high' : 'medium',
    route: run,
    trace: [
      { kind: 'route', at: draft.at, message: `${route.method} ${route.path} is registered here` },
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
    ],
    fixes: (fix) => [...guardWithSibling(run, fix), ...markPublic(run, fix)],
  };
}
