import type { FlowEvent, Taint } from '../flow/index.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { Location } from '../model/index.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';
import { isGuarded, isOpenByPurpose } from './contract/suspicion.ts';
import { describeTaint, traceOf } from './contract/trace.ts';
import type { Write } from './contract/whole-write.ts';

const rule: Rule = {
  meta: {
    id: 'privileged-field-from-client',
    title: 'Callers choose their own rights',
    summary: 'A field that says what somebody may do, or whose a record is, is stored as the caller sends it.',
    severity: 'high',
    precision: 'high',
    cwe: [915, 269],
    owasp: ['API3'],
    practice: 'least-privilege',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute(run) {
    const found = new Map<string, FindingDraft>();
    for (const event of run.events)
      if (event.kind === 'store' && event.access === 'write')
        for (const finding of check(run, event)) {
          const key = `${finding.at.file}:${finding.at.start}`;
          if (!found.has(key)) found.set(key, finding);
        }
    return [...found.values()];
  },
};
export default rule;

/** Fields of a person's record that say what the person may do. */
const rights =
  /^(is_?)?(super_?)?(admin|superuser|staff)$|^(user_?|account_?)?(role|roles|role_?ids?)$|^(permissions?|privileges?|access_?level)$|^(is_?|email_?)verified$|^verified$|^(account_?)?balance$/i;

/** Lists of few known values say which rights may be chosen; for these, what a schema lets through is the right itself. */
const anyValue = /^(is_?)?(super_?)?(admin|superuser|staff)$|verified$|balance$/i;

/** Fields that say whose a record is. */
const owners = /^(user|owner|author|creator|tenant|org|organi[sz]ation)(Id|_id)$|^created_?by$/i;

/** Records of people, by the name of what writes them. */
const people = /user|account|member|customer|employee|person|people|profile|wallet|admin|staff|auth|credential/i;

/** Fields that only the record of a person has. */
const personal = /^(password|password_?hash|hashed_?password|hash|email|e_?mail|username|user_?name)$/i;

function check(run: RouteRun, event: Write): readonly FindingDraft[] {
  const fields = event.fields ?? [];
  const names = fields.map(({ name }) => name);
  const isPerson = people.test(event.callee) || names.filter((name) => personal.test(name)).length > 1;
  return fields.flatMap(({ name, taints }): readonly FindingDraft[] => {
    const isRight = rights.test(name) && isPerson && mayChooseRights(run, names);
    if (!isRight && !(owners.test(name) && mayChooseOwner(run))) return [];
    const taint = taints.find((one) => isSent(one, name) && !isKnownAsOwn(run, one));
    return taint === undefined ? [] : [toFinding(run, event, name, taint, isRight)];
  });
}

/** Nothing on the way asks what the caller may do: the caller is anybody, or one who signs up. */
function mayChooseRights(run: RouteRun, names: readonly string[]): boolean {
  const { verdict } = run.route.auth;
  const isMade = names.some((name) => /^(password|password_?hash|hashed_?password|hash)$/i.test(name));
  // Whoever signs up is nobody yet; what the handler does with the new record is no look at the caller.
  if (!isGuarded(run) && isOpenByPurpose(run) && isMade) return !demandsRights(run);
  if (asksForRights(run)) return false;
  return isGuarded(run) || ((verdict === 'none' || verdict === 'public') && (isOpenByPurpose(run) || isMade));
}

/** The caller is known, and the handler looks at nothing of it. */
const mayChooseOwner = (run: RouteRun): boolean => isGuarded(run) && !run.looksFurther && !asksForRights(run);

/** What a middleware is called that asks for more than a caller. */
const asking = /role|permi|scope|claim|admin|owner|acl\b|polic|privilege|abilit|authori[sz]e/i;

/** Paths of those who run the place, and of other programs. */
const ofOperators = /^(admin|superadmin|super-admin|back-?office|internal|webhooks?)/i;

function demandsRights({ route, checks, events }: RouteRun): boolean {
  if (route.roles.length > 0 || checks.some((one) => one.isAboutRights)) return true;
  if (route.path.split('/').some((segment) => ofOperators.test(segment))) return true;
  if (route.chain.filter(({ role }) => role === 'guard').length > 1) return true;
  if (route.chain.some(({ role, name }) => role === 'unknown' || asking.test(name))) return true;
  return events.some((e) => e.kind === 'role' || (e.kind === 'rejects' && e.status === 403));
}

function asksForRights(run: RouteRun): boolean {
  const { events } = run;
  const writes = events.flatMap((e) => (e.kind === 'store' && e.access === 'write' ? [placeOf(e.at)] : []));
  // Where the caller's own record is written, that asks for nothing.
  return demandsRights(run) || events.some((e) => e.kind === 'caller-used' && !writes.includes(placeOf(e.at)));
}

const placeOf = ({ file, start, end }: Location): string => `${file}:${start}-${end}`;

/** The caller has sent it under a name of its own, and it may be anything. */
function isSent(taint: Taint, name: string): boolean {
  if ((taint.part !== 'body' && taint.part !== 'query' && taint.part !== 'arguments') || taint.path === '') return false;
  if (taint.unsure === true || taint.remade === true || taint.keyed === true) return false;
  // Nothing else takes that danger away than what leaves a number, an id or one of a list.
  const isOfFew = taint.cleared.has('template');
  return !isOfFew || anyValue.test(name) || owners.test(name);
}

/** It was compared with the caller's identity, or looked up together with it. */
const isKnownAsOwn = (run: RouteRun, { part, path }: Taint): boolean =>
  run.events.some(
    (e: FlowEvent) =>
      (e.kind === 'compared-with-caller' || (e.kind === 'store' && e.access === 'read' && e.byCaller === true)) &&
      e.taints.some((other) => other.part === part && other.path === path),
  );

function toFinding(run: RouteRun, event: Write, name: string, taint: Taint, isRight: boolean): FindingDraft {
  const { method, path } = run.route;
  const route = method === 'ACTION' ? `the server action \`${path}\`` : `\`${method} ${path}\``;
  const effect = isRight ? 'so that callers choose what they may do' : 'so that callers choose whose the record is';
  return {
    at: taint.source,
    message: `\`${describeTaint(taint)}\` of ${route} is stored by \`${event.callee}\` as \`${name}\`, ${effect}.`,
    precision: isRight ? 'certain' : 'likely',
    severity: isRight ? 'high' : 'medium',
    route: run,
    trace: traceOf(taint, { at: event.at, message: `\`${event.callee}\` stores it as \`${name}\`` }),
  };
}
