import type { RouteRun } from '../../frameworks/run-route.ts';
import type { Catalog } from '../../libraries/index.ts';
import type { FileEdit, Fix, Location, Policy, Precision, RuleMeta, Severity, TraceStep } from '../../model/index.ts';
import type { Resolution } from '../../project/resolver.ts';
import type { FileFacts } from '../../syntax/facts.ts';

/** One rule: what it says and how it finds it. Pure. */
export interface Rule {
  readonly meta: RuleMeta;
  /** Strings one of which is in every file that a file-level rule can say something about. Route rules have none. */
  tokens?(catalog: Catalog): readonly string[];
  /**
   * `route`: one run and its siblings say all that is to be said about it, so that `context.runs` holds one and results are
   * kept. `routes`: looks at all runs, and at single files. `workspace`: at single files.
   */
  readonly scope: 'route' | 'routes' | 'workspace';
  check(context: RuleContext): readonly FindingDraft[];
  /** What a rule with scope `route` says only when it sees all runs. It looks at them after every change, so it has to be quick. */
  checkTogether?(context: RuleContext): readonly FindingDraft[];
}

/** What rules may look at. */
export interface RuleContext {
  /** The routes to judge: one for rules about single routes, otherwise all. Fixes see all. */
  readonly runs: readonly RouteRun[];
  /** Routes of the same router or folder, the run itself included, in order. */
  siblings(run: RouteRun): readonly RouteRun[];
  /** Files whose own text may break a file-level rule, sorted. */
  readonly files: readonly string[];
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

/** What fixes may look at besides: the texts. */
export interface FixContext extends RuleContext {
  text(file: string): string | undefined;
  dependsOn(file: string, packageName: string): boolean;
  /** A dependency's version range as written; undefined when the file's package does not depend on it. */
  version(file: string, packageName: string): string | undefined;
}
