import type { Check } from '../../frameworks/checks.ts';
import type { RouteRun } from '../../frameworks/run-route.ts';
import type { RuleContext } from './rule.ts';
import { changes, isGuarded, isOpenByPurpose } from './suspicion.ts';

/** A check that a route lacks although all routes that are like it have it. */
export interface MissingCheck {
  readonly check: Check;
  /** The routes like it, each with the check; the nearest first. */
  readonly peers: readonly RouteRun[];
}

/**
 * Checks beyond authentication that every comparable sibling runs and this route does not. Only where nothing in the
 * route's own code can stand in for it: no check that its siblings do not have, no look at the caller in its handler.
 */
export function missingChecks(context: RuleContext, run: RouteRun): readonly MissingCheck[] {
  if (!isGuarded(run) || run.looksFurther || run.route.certainty === 'partial' || isOpenByPurpose(run) || isOfCaller(run)) return [];
  if (run.route.chain.some((link) => link.role === 'unknown')) return [];
  if (!context.siblings(run).some(({ checks }) => checks.some(({ key }) => !has(run, key)))) return [];
  const siblings = context.siblings(run).filter((other) => other !== run && isComparable(run, other));
  const like = siblings.filter((other) => changes(other) === changes(run));
  const found = new Map<string, MissingCheck>();
  // A write is compared with writes, and with all siblings: what even the reads have, a write should have.
  const circles = changes(run) && like.length < siblings.length ? [like, siblings] : [like];
  for (const circle of circles)
    for (const missing of missingAmong(run, circle, siblings)) if (!found.has(missing.check.key)) found.set(missing.check.key, missing);
  return [...found.values()];
}

function missingAmong(run: RouteRun, circle: readonly RouteRun[], siblings: readonly RouteRun[]): readonly MissingCheck[] {
  const own = new Set(run.checks.map(({ key }) => key));
  const candidates = new Map<string, Check>();
  for (const check of circle.flatMap(({ checks }) => checks)) if (!own.has(check.key)) candidates.set(check.key, check);
  return [...candidates.values()].flatMap((check): readonly MissingCheck[] => {
    const peers = circle.filter((other) => has(other, check.key));
    // What a check looks up by a parameter does not exist yet for routes without it.
    const params = sharedParams(peers);
    const others = circle.filter((other) => params.every((param) => paramsOf(other).has(param)));
    const samePlace = peers.some((other) => shapeOf(other) === shapeOf(run));
    if (peers.length < (samePlace ? 2 : 3) || peers.length < others.length) return [];
    if (!params.every((param) => paramsOf(run).has(param)) || isReplaced(run, peers, siblings, check)) return [];
    const nearest = [...peers].sort((a, b) => distance(run, a) - distance(run, b));
    return [{ check, peers: nearest }];
  });
}

const has = (run: RouteRun, key: string): boolean => run.checks.some((check) => check.key === key);

/** Another route of the same kind that callers can really reach. */
function isComparable(run: RouteRun, other: RouteRun): boolean {
  return (
    other.draft.framework === run.draft.framework &&
    (other.route.method === 'ACTION') === (run.route.method === 'ACTION') &&
    other.route.certainty === 'full' &&
    !isOpenByPurpose(other)
  );
}

/** True where a check of the route's own may be what it has instead. */
function isReplaced(run: RouteRun, peers: readonly RouteRun[], siblings: readonly RouteRun[], missing: Check): boolean {
  if (missing.isGuard && !missing.isAboutRights) return true;
  const shared = new Set(peers.flatMap(({ checks }) => checks.map(({ key }) => key)));
  // A sign-in that no sibling has is that of other callers, of whom nothing more may be asked: a service with a key.
  return run.checks.some(
    (check) => !shared.has(check.key) && (check.isAboutRights || !check.isGuard || !siblings.some((other) => has(other, check.key))),
  );
}

/** The parameters that the paths of all of them have. */
function sharedParams(runs: readonly RouteRun[]): readonly string[] {
  const [first, ...others] = runs.map(paramsOf);
  return [...(first ?? [])].filter((param) => others.every((params) => params.has(param)));
}

const paramsOf = (run: RouteRun): ReadonlySet<string> => new Set(run.route.path.match(/(?<=[/]):\w+/g));

const shapeOf = (run: RouteRun): string => run.route.path.replace(/:\w+/g, ':');

/** Paths about the caller's own things: they need no more than the caller. */
function isOfCaller(run: RouteRun): boolean {
  return /(^|[/.])(me|self|mine|my|own|current(-?user)?|profile|account|preferences|settings)([/.-]|$)|(^|[/.-])my-|[/.](my|own|current)[A-Z]/.test(
    run.route.path,
  );
}

function distance(run: RouteRun, other: RouteRun): number {
  if (shapeOf(other) === shapeOf(run)) return 0;
  return other.route.method === run.route.method ? 1 : 2;
}
