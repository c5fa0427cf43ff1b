import { addCheckOfSibling } from '../fixes/guard.ts';
import type { Check } from '../frameworks/checks.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import { type MissingCheck, missingChecks } from './contract/odd-one-out.ts';
import type { FindingDraft, Rule, RuleContext } from './contract/rule.ts';
import { changes, isGuarded } from './contract/suspicion.ts';

const rule: Rule = {
  meta: {
    id: 'inconsistent-guard',
    title: 'Route without the check that its siblings have',
    summary: 'Of several routes that belong together, one does not run the check beyond authentication that all others run.',
    severity: 'medium',
    precision: 'high',
    cwe: [862],
    owasp: ['API5', 'API1'],
    practice: 'least-privilege',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run, context) {
    const missing = missingChecks(context, run).find(({ check }) => !check.isAboutRights);
    if (missing !== undefined) return [withoutCheck(run, missing)];
    const weaker = checkOfReads(context, run);
    return weaker === undefined ? [] : [asRead(run, weaker)];
  },
};
export default rule;

function withoutCheck(run: RouteRun, { check, peers }: MissingCheck): FindingDraft {
  const message = `\`${nameOf(run)}\` does not run \`${check.name}\`, as all ${peers.length} routes like it do.`;
  return {
    ...draftOf(run, message, peers[0], check, `runs \`${check.name}\``),
    trace: [
      ...draftOf(run, message, peers[0], check, `runs \`${check.name}\``).trace,
      { kind: 'guard', at: check.at, message: `\`${check.name}\` refuses callers` },
    ],
    fixes: (fix) => addCheckOfSibling(run, check, fix),
  };
}

function asRead(run: RouteRun, { own, peer, check }: WeakerCheck): FindingDraft {
  const message = `\`${nameOf(run)}\` changes data, but asks for no more than reading does: ${asked(own)}, where its siblings that change data ask for ${asked(check)}.`;
  return { ...draftOf(run, message, peer, check, `asks for ${asked(check)}`), fixes: () => [] };
}

const nameOf = ({ route }: RouteRun): string => `${route.method} ${route.path}`;

function draftOf(run: RouteRun, message: string, peer: RouteRun | undefined, check: Check, what: string): FindingDraft {
  return {
    at: run.draft.at,
    message,
    precision: 'likely',
    severity: changes(run) ? 'high' : 'medium',
    route: run,
    trace: [
      { kind: 'route', at: run.draft.at, message: `${nameOf(run)} is registered here` },
      { kind: 'note', at: peer?.draft.at ?? check.at, message: `its sibling ${peer === undefined ? '' : nameOf(peer)} ${what}` },
    ],
  };
}

/** A check as a route has it, and as a sibling that changes data has it. */
interface WeakerCheck {
  readonly own: Check;
  readonly peer: RouteRun;
  readonly check: Check;
}

const aboutReading = /(^|[^a-z])(read|view|list|get|viewer|reader)/i;
const readsAll = /\/(search|query|list|filter|count|export|preview|validate|check|test)[^/]*$/i;

/** `DELETE /:id` with `can('orders:read')`, where all other writes have something else in its place. */
function checkOfReads(context: RuleContext, run: RouteRun): WeakerCheck | undefined {
  if (!changes(run) || readsAll.test(run.route.path) || !isGuarded(run) || run.looksFurther || !writes(run)) return undefined;
  for (const own of run.checks) {
    if (!aboutReading.test(asked(own))) continue;
    const others = context.siblings(run).flatMap((peer) => {
      const check =
        peer === run || !changes(peer) || readsAll.test(peer.route.path) ? undefined : peer.checks.find(({ key }) => key === own.key);
      return check === undefined || asked(check) === '' ? [] : [{ peer, check }];
    });
    const [first] = others;
    if (first !== undefined && others.length >= 2 && others.every(({ check }) => !aboutReading.test(asked(check))))
      return { own, ...first };
  }
  return undefined;
}

/** True where the route is seen to change something, or its method says that it does. */
function writes(run: RouteRun): boolean {
  return run.route.method !== 'POST' || run.events.some((e) => e.kind === 'store' && e.access !== 'read');
}

/** What a check asks for: the roles it compares with, else the arguments it was made with. */
function asked({ name, roles }: Check): string {
  const written = /\((.+)\)$/s.exec(name)?.[1]?.replace(/^(['"])([^'"]*)\1$/, '$2');
  const all = roles.length > 0 || written === undefined ? roles : [written];
  return all.map((role) => `\`${role}\``).join(' or ');
}
