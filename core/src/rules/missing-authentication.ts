import { guardWithSibling } from '../fixes/guard.ts';
import { markPublic } from '../fixes/public.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import { findAccess } from '../policy/index.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';

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
  check(context) {
    const guarded = new Set(context.runs.filter(isGuarded).map((run) => run.draft.group));
    const anyGuard = guarded.size > 0;
    return context.runs.flatMap((run): FindingDraft[] => {
      if (run.route.auth.verdict !== 'none' || run.lateGuards.length > 0 || hasBrokenGuard(run)) return [];
      const demanded = isDemanded(context, run);
      if (!demanded && !isSuspicious(context, run, anyGuard)) return [];
      return [toFinding(context, run)];
    });
  },
};
export default rule;

const isGuarded = (run: RouteRun): boolean => run.route.auth.verdict === 'required';
const mutating = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'ALL', 'ACTION', 'MUTATION']);

/** A guard is there but defective: another rule says so. */
function hasBrokenGuard(run: RouteRun): boolean {
  return run.events.some((e) => e.kind === 'went-on' || e.kind === 'not-awaited');
}

/** The policy says that callers must be authenticated. */
function isDemanded(context: RuleContext, run: RouteRun): boolean {
  const entry = findAccess(context.policy(run.draft.file), run.route.method, run.route.path);
  return entry !== undefined && entry.access.kind !== 'public';
}

/** Paths whose purpose is to be open: sign-in and its relatives, health checks, documents, hooks with their own checks. */
const openByPurpose =
  /(^|[/_.-])(log-?in|sign-?in|sign-?up|sign-?out|log-?out|register|registration|forgot(-?password)?|reset-?password|password-?reset|verify-?email|confirm|activate|oauth2?|sso|saml|callback|csrf(-?token)?|refresh(-?token)?|health[a-z]*|liveness|readiness|ready|live|ping|status|version|metrics|favicon[.a-z]*|robots[.a-z]*|sitemap[.a-z]*|docs?|swagger|openapi|webhooks?|contact|newsletter|subscribe|unsubscribe|feedback|well-known)([/_.-]|$)/i;

/** Paths whose content belongs to somebody. */
const personal = /(^|[/_.-])(admin|internal|users?|accounts?|orders?|payments?|billing|invoices?|customers?|me|profiles?|settings|private|secrets?|keys|tokens|reports?|exports?|audit|logs?)([/_.-]|$)/i;

function isSuspicious(context: RuleContext, run: RouteRun, anyGuard: boolean): boolean {
  const { method, path } = run.route;
  const name = method === 'ACTION' ? path.replace(/([a-z])([A-Z])/g, '$1-$2') : path;
  if (openByPurpose.test(name)) return false;
  const touchesData = run.events.some((e) => e.kind === 'store' || e.kind === 'sink' || e.kind === 'passed-on');
  if (method === 'ACTION') return run.events.some((e) => (e.kind === 'store' && e.access === 'write') || e.kind === 'sink');
  if (mutating.has(method)) return method !== 'ALL' || touchesData;
  if (!touchesData || method === 'OPTIONS' || method === 'HEAD') return false;
  const siblings = context.runs.filter((other) => other !== run && other.draft.group === run.draft.group);
  if (siblings.some((other) => isGuarded(other) && !mutating.has(other.route.method))) return true;
  if (siblings.some(isGuarded)) return false;
  return !anyGuard || personal.test(path);
}

function toFinding(context: RuleContext, run: RouteRun): FindingDraft {
  const { route, draft } = run;
  const name = `${route.method} ${route.path}`;
  const sibling = context.runs.find((other) => other.draft.group === draft.group && isGuarded(other) && other.guards.length > 0);
  const trace: FindingDraft['trace'] = [
    { kind: 'route', at: draft.at, message: `${name} is registered here` },
    ...route.chain.map((link) => ({ kind: 'guard' as const, at: link.at, message: `\`${link.name}\` ${link.why}` })),
    ...(sibling === undefined ? [] : [{ kind: 'note' as const, at: sibling.draft.at, message: `its sibling ${sibling.route.method} ${sibling.route.path} is guarded by \`${sibling.guards[0]?.name ?? ''}\`` }]),
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
