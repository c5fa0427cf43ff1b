import type { RouteRun } from '../frameworks/run-route.ts';
import type { InternalError, Policy } from '../model/index.ts';
import type { FindingDraft, FixContext, Rule, RuleContext } from '../rules/contract/rule.ts';

/** A rule's draft, with the rule. */
export interface Verdict {
  readonly rule: Rule;
  readonly draft: FindingDraft;
}

/** What the rules said about one route, and what they could have looked at besides the route. */
interface Said {
  readonly siblings: readonly string[];
  readonly policy: Policy;
  /** In the order of the rules. */
  readonly drafts: readonly (readonly FindingDraft[])[];
}

/** What rules about everything of a kind said, and all that they could have looked at. */
interface Whole {
  readonly seen: readonly unknown[];
  readonly verdicts: readonly Verdict[];
  readonly errors: readonly InternalError[];
}

/** Runs the rules. What one said about a route is kept while the route's run, its siblings and its policy are the same. */
export class Judge {
  private readonly said = new WeakMap<RouteRun, Said>();
  private readonly lines = new WeakMap<RouteRun, string>();
  private readonly groups = new Map<string, readonly string[]>();
  private together: Whole | undefined;
  private inFiles: Whole | undefined;

  constructor(private readonly rules: readonly Rule[]) {}

  /** All drafts in the order of their rules and routes. `world` is whatever else rules about the workspace depend on. */
  judge(context: FixContext, files: readonly string[], world: readonly unknown[], errors: InternalError[]): readonly Verdict[] {
    const { runs } = context;
    const policies = runs.map(({ draft }) => context.policy(draft.file));
    this.together = this.judgeWhole(this.together, [...world, ...runs, ...policies], (rule) => rule.checkRoutes?.(runs, context));
    const texts = files.flatMap((file) => [file, context.facts(file), context.policy(file)]);
    this.inFiles = this.judgeWhole(this.inFiles, [...world, ...texts], (rule) => rule.checkFiles?.(files, context));
    errors.push(...this.together.errors, ...this.inFiles.errors);
    return [...this.judgeRoutes(runs, context, errors), ...this.together.verdicts, ...this.inFiles.verdicts];
  }

  private judgeRoutes(runs: readonly RouteRun[], context: RuleContext, errors: InternalError[]): readonly Verdict[] {
    const signatures = this.signaturesOf(runs);
    const met = this.rules.map(() => new Set<string>());
    const verdicts = this.rules.map((): Verdict[] => []);
    for (const run of runs) {
      const { drafts } = this.sayOf(run, context, signatures.get(run.draft.group) ?? [], errors);
      drafts.forEach((list, index) => {
        const [rule, keys, found] = [this.rules[index], met[index], verdicts[index]];
        if (rule === undefined || keys === undefined || found === undefined) return;
        for (const draft of list) {
          if (draft.once !== undefined && keys.has(draft.once)) continue;
          if (draft.once !== undefined) keys.add(draft.once);
          found.push({ rule, draft });
        }
      });
    }
    return verdicts.flat();
  }

  private sayOf(run: RouteRun, context: RuleContext, siblings: readonly string[], errors: InternalError[]): Said {
    const policy = context.policy(run.draft.file);
    const known = this.said.get(run);
    if (known?.siblings === siblings && known.policy === policy) return known;
    const problems: InternalError[] = [];
    const drafts = this.rules.map((rule) => guarded(rule, problems, () => rule.checkRoute?.(run, context)));
    const said = { siblings, policy, drafts };
    if (problems.length === 0) this.said.set(run, said);
    errors.push(...problems);
    return said;
  }

  private judgeWhole(
    known: Whole | undefined,
    seen: readonly unknown[],
    check: (rule: Rule) => readonly FindingDraft[] | undefined,
  ): Whole {
    if (known !== undefined && areSame(known.seen, seen)) return known;
    const errors: InternalError[] = [];
    const verdicts = this.rules.flatMap((rule) => guarded(rule, errors, () => check(rule)).map((draft) => ({ rule, draft })));
    return { seen, verdicts, errors };
  }

  /** What rules can see of a route's siblings, by group: the same list as long as nothing of it is different. */
  private signaturesOf(runs: readonly RouteRun[]): ReadonlyMap<string, readonly string[]> {
    const now = new Map<string, string[]>();
    for (const run of runs) {
      const { group } = run.draft;
      const list = now.get(group);
      if (list === undefined) now.set(group, [this.lineOf(run)]);
      else list.push(this.lineOf(run));
    }
    for (const [group, list] of now) {
      const before = this.groups.get(group);
      if (before === undefined || !areSame(before, list)) this.groups.set(group, list);
    }
    for (const group of this.groups.keys()) if (!now.has(group)) this.groups.delete(group);
    return this.groups;
  }

  private lineOf(run: RouteRun): string {
    let line = this.lines.get(run);
    if (line === undefined) {
      const { route, guards, checks, looksFurther } = run;
      const demands = checks.map(({ key, name, roles }) => `${key} ${name} ${roles.join()}`);
      line = `${route.id} ${route.auth.verdict} ${guards.map((guard) => guard.name).join()} ${demands.join()} ${looksFurther}`;
      this.lines.set(run, line);
    }
    return line;
  }
}

const areSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** A rule that throws loses what it would have said, and nothing else. */
function guarded(rule: Rule, errors: InternalError[], check: () => readonly FindingDraft[] | undefined): readonly FindingDraft[] {
  try {
    return check() ?? [];
  } catch (error) {
    errors.push({ where: rule.meta.id, message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) });
    return [];
  }
}
