import type { RouteRun } from '../frameworks/run-route.ts';
import type { InternalError, Policy } from '../model/index.ts';
import type { FindingDraft, Rule, RuleContext } from '../rules/contract/rule.ts';

/** A rule's draft, with the rule. */
export interface Verdict {
  readonly rule: Rule;
  readonly draft: FindingDraft;
}

/** What a rule said about one route, and what it could have looked at besides the route. */
interface Said {
  readonly siblings: readonly string[];
  readonly policy: Policy;
  readonly drafts: readonly FindingDraft[];
}

/** What rules about everything of a kind said, and all that they could have looked at. */
interface Whole {
  readonly seen: readonly unknown[];
  readonly verdicts: readonly Verdict[];
  readonly errors: readonly InternalError[];
}

/** Runs the rules. What one said about a route is kept while the route's run, its siblings and its policy are the same. */
export class Judge {
  private readonly said = new Map<Rule, WeakMap<RouteRun, Said>>();
  private readonly groups = new Map<string, readonly string[]>();
  /** What rules that look at everything of a kind said, by scope. */
  private readonly whole = new Map<Rule['scope'], Whole>();

  constructor(private readonly rules: readonly Rule[]) {}

  /** All drafts in the order of their rules and routes. `world` is whatever else rules about the workspace depend on. */
  judge(context: RuleContext, world: readonly unknown[], errors: InternalError[]): readonly Verdict[] {
    const signatures = this.signaturesOf(context.runs);
    const files = context.files.flatMap((file) => [file, context.facts(file), context.policy(file)]);
    return [
      ...this.rules.filter((rule) => rule.scope === 'route').flatMap((rule) => this.judgeRoutes(rule, context, signatures, errors)),
      ...this.judgeWhole(
        'routes',
        context,
        [...world, ...context.runs, ...context.runs.map(({ draft }) => context.policy(draft.file)), ...files],
        errors,
      ),
      ...this.judgeWhole('workspace', context, [...world, ...files], errors),
    ];
  }

  private judgeRoutes(
    rule: Rule,
    context: RuleContext,
    signatures: ReadonlyMap<string, readonly string[]>,
    errors: InternalError[],
  ): readonly Verdict[] {
    let known = this.said.get(rule);
    if (known === undefined) {
      known = new WeakMap();
      this.said.set(rule, known);
    }
    const met = new Set<string>();
    const verdicts: Verdict[] = [];
    for (const run of context.runs) {
      const siblings = signatures.get(run.draft.group) ?? [];
      const policy = context.policy(run.draft.file);
      let said = known.get(run);
      if (said?.siblings !== siblings || said.policy !== policy) {
        const problems: InternalError[] = [];
        said = { siblings, policy, drafts: check(rule, { ...context, runs: [run] }, problems) };
        if (problems.length === 0) known.set(run, said);
        errors.push(...problems);
      }
      for (const draft of said.drafts) {
        if (draft.once !== undefined && met.has(draft.once)) continue;
        if (draft.once !== undefined) met.add(draft.once);
        verdicts.push({ rule, draft });
      }
    }
    return verdicts;
  }

  private judgeWhole(scope: Rule['scope'], context: RuleContext, seen: readonly unknown[], errors: InternalError[]): readonly Verdict[] {
    let known = this.whole.get(scope);
    if (known === undefined || !areSame(known.seen, seen)) {
      const problems: InternalError[] = [];
      const verdicts = this.rules
        .filter((rule) => rule.scope === scope)
        .flatMap((rule) => check(rule, context, problems).map((draft) => ({ rule, draft })));
      known = { seen, verdicts, errors: problems };
      this.whole.set(scope, known);
    }
    errors.push(...known.errors);
    return known.verdicts;
  }

  /** What rules can see of a route's siblings, by group: the same list as long as nothing of it is different. */
  private signaturesOf(runs: readonly RouteRun[]): ReadonlyMap<string, readonly string[]> {
    const now = new Map<string, string[]>();
    for (const { draft, route, guards, checks, looksFurther } of runs) {
      const demands = checks.map(({ key, name, roles }) => `${key} ${name} ${roles.join()}`);
      const line = `${route.id} ${route.auth.verdict} ${guards.map((guard) => guard.name).join()} ${demands.join()} ${looksFurther}`;
      const list = now.get(draft.group);
      if (list === undefined) now.set(draft.group, [line]);
      else list.push(line);
    }
    for (const [group, list] of now) {
      const before = this.groups.get(group);
      if (before === undefined || !areSame(before, list)) this.groups.set(group, list);
    }
    for (const group of this.groups.keys()) if (!now.has(group)) this.groups.delete(group);
    return this.groups;
  }
}

const areSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** A rule that throws loses what it would have said, and nothing else. */
function check(rule: Rule, context: RuleContext, errors: InternalError[]): readonly FindingDraft[] {
  try {
    return rule.check(context);
  } catch (error) {
    errors.push({ where: rule.meta.id, message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) });
    return [];
  }
}
