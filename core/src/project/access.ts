import type { RouteRun } from '../frameworks/run-route.ts';
import type { Policy, PolicyProblem, Route } from '../model/index.ts';
import { type Directive, findAccess, findPublicDirective, findUnusedEntries } from '../policy/index.ts';

/** A route with what policy and directives say about who may call it. */
interface Decision {
  readonly policy: Policy;
  readonly directives: readonly Directive[];
  readonly route: Route;
  /** The directive that decided. */
  readonly used: Directive | undefined;
}

/**
 * What the policy and directives say about who may call a route goes before what the code shows, unless the code protects
 * it. Kept while the route, its policy and its file's directives are the same objects.
 */
export class Access {
  private readonly decisions = new WeakMap<Route, Decision>();
  private readonly publicRuns = new WeakMap<RouteRun, RouteRun>();
  private unused: { readonly seen: readonly unknown[]; readonly problems: readonly PolicyProblem[] } | undefined;

  decide(route: Route, policy: Policy, directives: readonly Directive[]): Decision {
    const known = this.decisions.get(route);
    if (known !== undefined && known.policy === policy && known.directives === directives) return known;
    const decision = { policy, directives, ...decide(route, policy, directives) };
    this.decisions.set(route, decision);
    return decision;
  }

  /** The run as rules see it: public where policy or directive say so. */
  visible(run: RouteRun, decided: Route): RouteRun {
    if (decided.auth.verdict !== 'public' || run.route.auth.verdict === 'public') return run;
    let known = this.publicRuns.get(run);
    if (known === undefined) {
      known = { ...run, route: { ...run.route, auth: { ...run.route.auth, verdict: 'public' } } };
      this.publicRuns.set(run, known);
    }
    return known;
  }

  /** Entries that match no route. */
  problems(policies: readonly Policy[], routes: readonly { readonly route: Route; readonly policy: Policy }[]): readonly PolicyProblem[] {
    const seen: unknown[] = [...policies];
    for (const { route, policy } of routes) seen.push(route.method, route.path, policy);
    if (
      this.unused === undefined ||
      seen.length !== this.unused.seen.length ||
      seen.some((item, index) => item !== this.unused?.seen[index])
    )
      this.unused = {
        seen,
        problems: policies.flatMap((policy) =>
          findUnusedEntries(
            policy,
            routes.filter((entry) => entry.policy === policy).map(({ route }) => route),
          ),
        ),
      };
    return this.unused.problems;
  }
}

function decide(route: Route, policy: Policy, directives: readonly Directive[]): Pick<Decision, 'route' | 'used'> {
  const used = findPublicDirective(directives, route.at.from.line, route.at.to.line);
  if (route.auth.verdict === 'required' || route.auth.verdict === 'public') return { route, used };
  if (used !== undefined)
    return {
      route: {
        ...route,
        auth: { verdict: 'public', evidence: [{ at: used.at, what: `public by directive: ${used.reason}` }], reason: used.reason },
      },
      used,
    };
  const entry = findAccess(policy, route.method, route.path);
  if (entry?.access.kind !== 'public') return { route, used };
  const { reason } = entry.access;
  return {
    route: { ...route, auth: { verdict: 'public', evidence: [{ at: entry.at, what: `public by policy: ${reason}` }], reason } },
    used,
  };
}
