import { addCheckOfSibling } from '../fixes/guard.ts';
import { isAboutRights } from '../flow/index.ts';
import type { Check } from '../frameworks/checks.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import { findAccess } from '../policy/index.ts';
import { type MissingCheck, missingChecks } from './contract/odd-one-out.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';
import { changes, isGuarded, isOpenByPurpose } from './contract/suspicion.ts';

const rule: Rule = {
  meta: {
    id: 'missing-role-check',
    title: 'Route that any signed-in caller may call',
    summary: 'A route that is for a role, by policy or because all routes beside it are, looks at nothing but whether there is a caller.',
    severity: 'high',
    precision: 'high',
    cwe: [862, 285],
    owasp: ['API5'],
    practice: 'least-privilege',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute: checkAlone,
  checkRoutes(runs, context) {
    const privileged = runs.filter((run) => privilegedPrefix(run) !== undefined);
    return privileged.flatMap((run): readonly FindingDraft[] => {
      const area = privilegedArea(privileged, run);
      if (area === undefined || checkAlone(run, context).length > 0) return [];
      return [byPath(run, area)];
    });
  },
};
export default rule;

/** What policy and siblings say of a route. */
function checkAlone(run: RouteRun, context: RuleContext): readonly FindingDraft[] {
  const demanded = demandedRoles(context, run);
  if (demanded !== undefined) return [byPolicy(run, demanded)];
  const missing = missingChecks(context, run).find(({ check }) => check.isAboutRights);
  return missing === undefined ? [] : [bySiblings(run, missing)];
}

/** The roles that the policy demands of a route whose code provably looks at nothing but whether a caller is authenticated. */
function demandedRoles(context: RuleContext, run: RouteRun): readonly string[] | undefined {
  const entry = findAccess(context.policy(run.draft.file), run.route.method, run.route.path);
  return entry?.access.kind === 'roles' && looksAtPresenceAlone(run) ? entry.access.roles : undefined;
}

function looksAtPresenceAlone({ route, events, checks }: RouteRun): boolean {
  if (route.auth.verdict !== 'required' || route.certainty === 'partial') return false;
  return !(
    route.roles.length > 0 ||
    route.chain.some((link) => link.role === 'unknown') ||
    checks.some((check) => check.isAboutRights || !check.isGuard) ||
    route.auth.evidence.some((evidence) => isAboutRights(evidence.what) || evidence.what.includes('by policy')) ||
    events.some((e) => e.kind === 'caller-used' || e.kind === 'unknown-call')
  );
}

function byPolicy(run: RouteRun, roles: readonly string[]): FindingDraft {
  const names = roles.map((role) => `\`${role}\``).join(' or ');
  return {
    ...draftOf(
      run,
      `\`${nameOf(run)}\` is for ${names} by policy, but every authenticated caller gets through: its code looks at no role.`,
    ),
    fixes: () => [],
  };
}

function bySiblings(run: RouteRun, { check, peers }: MissingCheck): FindingDraft {
  const message = `\`${nameOf(run)}\` lets every authenticated caller through, while all ${peers.length} routes like it run ${describe(check)}.`;
  return { ...draftOf(run, message, peers[0], check), fixes: (fix) => addCheckOfSibling(run, check, fix) };
}

/** What a path says of who is meant to call it, and a route below the same part of it that asks for that. */
interface Area {
  readonly word: string;
  readonly peer: RouteRun;
  readonly check: Check;
}

const privileged =
  /^(admin|admins|administration|administrator|superadmin|super-admin|superuser|backoffice|back-office|moderation|moderator)$/i;

/** Below `/admin`: the route looks at presence alone, and most others below the same `/admin` ask for a right. */
function privilegedArea(runs: readonly RouteRun[], run: RouteRun): Area | undefined {
  if (!isGuarded(run) || !looksAtPresenceAlone(run) || run.looksFurther || isOpenByPurpose(run)) return undefined;
  const prefix = privilegedPrefix(run);
  if (prefix === undefined) return undefined;
  const others = runs.filter((other) => other !== run && privilegedPrefix(other) === prefix && isGuarded(other));
  const asking = others.flatMap((peer) => {
    const check = peer.checks.find((candidate) => candidate.isAboutRights);
    return check === undefined || run.checks.some(({ key }) => key === check.key) ? [] : [{ peer, check }];
  });
  const [first] = asking;
  return first === undefined || asking.length < 2 || asking.length * 2 < others.length
    ? undefined
    : { word: prefix.split('/').at(-1) ?? '', ...first };
}

/** `/api/admin` of `/api/admin/users`. */
function privilegedPrefix({ route: { path } }: RouteRun): string | undefined {
  if (!/admin|super|back-?office|moderat/i.test(path)) return undefined;
  const segments = path.split('/');
  const at = segments.findIndex((segment) => privileged.test(segment));
  return at < 0 ? undefined : segments.slice(0, at + 1).join('/');
}

function byPath(run: RouteRun, { word, peer, check }: Area): FindingDraft {
  const message = `\`${nameOf(run)}\` is below \`${word}\`, but every authenticated caller gets through; \`${nameOf(peer)}\` runs ${describe(check)}.`;
  return { ...draftOf(run, message, peer, check), fixes: (fix) => addCheckOfSibling(run, check, fix) };
}

const nameOf = ({ route }: RouteRun): string => `${route.method} ${route.path}`;

function describe({ name, roles }: Check): string {
  const asked = roles.filter((role) => !name.includes(role));
  return asked.length === 0 ? `\`${name}\`` : `\`${name}\` for ${asked.map((role) => `\`${role}\``).join(' or ')}`;
}

function draftOf(run: RouteRun, message: string, peer?: RouteRun, check?: Check): FindingDraft {
  return {
    at: run.draft.at,
    message,
    precision: 'likely',
    severity: changes(run) ? 'high' : 'medium',
    route: run,
    trace: [
      { kind: 'route', at: run.draft.at, message: `${nameOf(run)} is registered here` },
      ...run.guards.map((step) => ({
        kind: 'guard' as const,
        at: step.at,
        message: `\`${step.name}\` requires authentication, and no role`,
      })),
      ...(peer === undefined ? [] : [{ kind: 'note' as const, at: peer.draft.at, message: `its sibling ${nameOf(peer)} asks for more` }]),
      ...(check === undefined ? [] : [{ kind: 'guard' as const, at: check.at, message: `\`${check.name}\` refuses callers` }]),
    ],
  };
}
