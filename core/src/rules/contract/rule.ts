import type { RouteRun } from '../../frameworks/run-route.ts';
import type { Catalog } from '../../libraries/index.ts';
import type { FileEdit, Fix, Location, Policy, Precision, RuleMeta, Severity, TraceStep } from '../../model/index.ts';
import type { Resolution } from '../../project/resolver.ts';
import type { FileFacts } from '../../syntax/facts.ts';

/** One rule: what it says and how it finds it. Pure. */
export interface Rule {
  readonly meta: RuleMeta;
  /** Strings one of which is in every file that `checkFiles` can say something about. */
  tokens?(catalog: Catalog): readonly string[];
  /** What there is to say about one route. Kept while its run, its siblings and its policy are the same. */
  checkRoute?(run: RouteRun, context: RuleContext): readonly FindingDraft[];
  /** What can only be said in sight of all routes. Runs after every change, so it has to be quick. */
  checkRoutes?(runs: readonly RouteRun[], context: RuleContext): readonly FindingDraft[];
  /** What files say, whoever calls them: those that hold one of the tokens, sorted. */
  checkFiles?(files: readonly string[], context: RuleContext): readonly FindingDraft[];
}

/** What rules may look at besides. */
export interface RuleContext {
  /** Routes of the same router or folder, the run itself included, in order. */
  siblings(run: RouteRun): readonly RouteRun[];
  readonly catalog: Catalog;
  facts(file: string): FileFacts | undefined;
  resolve(from: string, specifier: string): Resolution;
  policy(file: string): Policy;
}

/** A finding before places, fingerprint and policy are worked out. */
export interface FindingDraft {
  readonly at: Location;
  readonly message: string;
  readonly precision: Precision;
  readonly severity?: Severity;
  /** Several routes may come to the same place: of the drafts of a rule with this key, the first counts. */
  readonly once?: string;
  readonly route?: RouteRun;
  readonly trace: readonly { readonly kind: TraceStep['kind']; readonly at: Location; readonly message: string }[];
  /** Builds candidates; each is applied and re-analysed before it is offered. */
  fixes?(context: FixContext): readonly FixDraft[];
}

export interface FixDraft {
  readonly title: string;
  readonly kind: Fix['kind'];
  readonly files: readonly FileEdit[];
}

/** What fixes may look at: all routes, and the texts. */
export interface FixContext extends RuleContext {
  readonly runs: readonly RouteRun[];
  text(file: string): string | undefined;
  dependsOn(file: string, packageName: string): boolean;
  /** A dependency's version range as written; undefined when the file's package does not depend on it. */
  version(file: string, packageName: string): string | undefined;
}
