import type { RouteRun } from '../../frameworks/run-route.ts';
import { isOpenByPath, wordsOf } from '../../policy/index.ts';
import type { RuleContext } from './rule.ts';

/** Methods that change something; a server action counts, and so does a route for every method. */
export const mutating: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'ALL', 'ACTION', 'MUTATION']);

/** True where the route changes something: by its method, or by what it does where calls of all kinds have the same. */
export function changes(run: RouteRun): boolean {
  if (run.draft.procedure !== true) return mutating.has(run.route.method);
  return run.events.some((e) => (e.kind === 'store' && e.access !== 'read') || (e.kind === 'sink' && e.danger !== 'sql'));
}

export const isGuarded = (run: RouteRun): boolean => run.route.auth.verdict === 'required';

/** Paths whose content belongs to somebody. */
const personal =
  /(^|\/)(admin|internal|users?|accounts?|orders?|payments?|billing|invoices?|customers?|me|profiles?|settings|private|secrets?|keys|tokens|reports?|exports?|audit|logs?)(\/|$)/i;

/** Collections of records about people and money, and single records of them. */
const records =
  /\/(users|orders|invoices|payments|customers|accounts|admins|employees|patients|transactions|members|subscriptions)(\/:[^/]+)?$/i;

/** True where the path, or an action's name, says that the route is meant to be open. */
export function isOpenByPurpose(run: RouteRun): boolean {
  return isOpenByPath(wordsOf(run.route));
}

export const isPersonal = (run: RouteRun): boolean => personal.test(wordsOf(run.route));

const procedures: ReadonlySet<string> = new Set(['QUERY', 'MUTATION', 'SUBSCRIPTION']);

/** True where the route stores, looks up, executes or hands on something. */
export function touchesData(run: RouteRun): boolean {
  return run.events.some((e) => e.kind === 'store' || e.kind === 'sink' || e.kind === 'passed-on');
}

/**
 * True where something is looked up by, or handed on with, a secret that the caller sends: an invitation's token, a code
 * from an e-mail. Such links are open to whoever holds them, and what is not found answers 404 as often as 401.
 */
function bringsSecret(run: RouteRun): boolean {
  return run.events.some(
    (e) =>
      ((e.kind === 'store' && e.access !== 'write') || e.kind === 'passed-on') &&
      e.taints.some((taint) => secretField.test(taint.path.split('.').at(-1) ?? '')),
  );
}

const secretField = /(^|[a-z_-])(token|secret|otp|nonce)$/i;

/** True where every successful answer is a yes or no: whether something is set up, whether a name is taken. */
function saysLittle(run: RouteRun): boolean {
  const answers = run.events.filter((e) => e.kind === 'answer' && (e.status === undefined || e.status < 300));
  return answers.length > 0 && answers.every((e) => e.kind === 'answer' && e.bare === true);
}

/** True where every answer is an error of its own, such as 405 for a method that is not served. What is not found may be elsewhere. */
function answersErrors(run: RouteRun): boolean {
  const statuses = run.events.flatMap((e) => (e.kind === 'answer' ? [e.status] : []));
  return statuses.length > 0 && statuses.every((status) => status !== undefined && status > 404);
}

/** True where a caller without identity should not be able to do what the route does, as far as one can tell without a policy. */
export function needsCaller(context: RuleContext, run: RouteRun): boolean {
  const { method } = run.route;
  if (isOpenByPurpose(run) || bringsSecret(run) || answersErrors(run)) return false;
  if (run.draft.form === true && !touchesData(run)) return false;
  if (method === 'ACTION') return run.events.some((e) => (e.kind === 'store' && e.access !== 'read') || e.kind === 'sink');
  const isProcedure = procedures.has(method) || run.draft.procedure === true;
  if (changes(run)) return (method !== 'ALL' && !isProcedure) || touchesData(run);
  if (!touchesData(run) || method === 'OPTIONS' || method === 'HEAD' || saysLittle(run)) return false;
  const siblings = context.siblings(run).filter((other) => other !== run);
  const readers = siblings.filter((other) => !changes(other) && !isOpenByPurpose(other));
  const guarded = readers.filter(isGuarded).length;
  // A procedure says by what it starts from that it is open; only one among many is likely to be an oversight.
  const [least, share] = isProcedure ? [4, 0.8] : [2, 0.6];
  if (guarded >= least && guarded / readers.length >= share) return true;
  if (records.test(run.route.path)) return true;
  if (siblings.some(isGuarded)) return false;
  return isPersonal(run);
}
