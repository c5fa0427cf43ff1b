import picomatch from 'picomatch';
import { hash } from '../base/hash.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type {
  Change,
  Finding,
  Fix,
  InternalError,
  Policy,
  PolicyProblem,
  Report,
  Route,
  Session,
  SessionOptions,
  Workspace,
} from '../model/index.ts';
import {
  type Directive,
  type DirectiveSet,
  findMissingGuards,
  findSuppression,
  findUnusedDirectives,
  type PolicySet,
  parseDirectives,
  policyFor,
  readPolicies,
} from '../policy/index.ts';
import type { FindingDraft, FixContext, Rule } from '../rules/contract/rule.ts';
import { rules as allRules } from '../rules/registry.generated.ts';
import type { FileFacts } from '../syntax/index.ts';
import { Access } from './access.ts';
import { type Analysis, catalog, isProduction, Linker, placer } from './analysis.ts';
import { Judge, type Verdict } from './judge.ts';
import { offerFixes } from './offer.ts';
import { createSources, isCode, type Sources, type TokenSet, toTokenSet } from './sources.ts';

/** What one revision of the workspace came to. */
interface Result {
  readonly report: Report;
  readonly drafts: ReadonlyMap<string, FindingDraft>;
  readonly context: FixContext;
}

/** Opens an analysis of `workspace`. Nothing is read before the first question. */
export function openSession(workspace: Workspace, options: SessionOptions = {}): Session {
  const sources = createSources(workspace, options.maxFileLength ?? 2_000_000);
  const analyst = new Analyst(sources, options);
  let result: { readonly revision: number; readonly value: Result } | undefined;

  const current = (): Result => {
    if (result?.revision === sources.revision) return result.value;
    const value = analyst.analyse();
    result = { revision: sources.revision, value };
    return value;
  };
  const session: Session = {
    rules: allRules.map((rule) => rule.meta).sort((a, b) => (a.id < b.id ? -1 : 1)),
    update: (changes: readonly Change[]) => sources.update(changes),
    report: () => current().report,
    findings: (path) => (path === undefined ? current().report.findings : current().report.findings.filter((f) => f.at.file === path)),
    routes: () => current().report.routes,
    fixes: (finding: Finding): readonly Fix[] => {
      const { drafts, context } = current();
      const draft = drafts.get(finding.fingerprint);
      return draft === undefined ? [] : offerFixes(session, sources, finding, draft, context);
    },
    text: (path) => sources.text(path),
  };
  return session;
}

/** What follows from the layout and the policy files. */
interface Ground {
  readonly layout: number;
  /** Of the policy files. */
  readonly revision: number;
  readonly policies: PolicySet;
  /** Code of the application, sorted. */
  readonly code: readonly string[];
  readonly policy: (file: string) => Policy;
}

/** Works out the report of one revision after the other. */
class Analyst {
  private readonly linker: Linker;
  private readonly access = new Access();
  private readonly judge: Judge;
  private readonly tokens: TokenSet;
  private readonly ids = allRules.map((rule) => rule.meta.id);
  private readonly directives = new WeakMap<FileFacts, DirectiveSet>();
  private known: Ground | undefined;

  constructor(
    private readonly sources: Sources,
    private readonly options: SessionOptions,
  ) {
    const active = allRules.filter((rule) => options.rules === undefined || options.rules.includes(rule.meta.id));
    this.linker = new Linker(sources);
    this.judge = new Judge(active);
    this.tokens = toTokenSet(active.flatMap((rule) => [...(rule.tokens?.(catalog) ?? [])]));
  }

  analyse(): Result {
    const { sources } = this;
    const { policies, code, policy } = this.ground();
    const analysis = this.linker.link(policies.policies, code, this.options.onProgress ?? (() => undefined));
    const files = sources.holding(this.tokens, code);
    const errors: InternalError[] = [...analysis.errors];
    const directives = this.directivesOf([...new Set([...analysis.routeFiles, ...files])]);
    const used = new Set<Directive>();
    const decisions = analysis.runs.map((run) => {
      const decision = this.access.decide(run.route, policy(run.route.at.file), directives.byFile.get(run.route.at.file) ?? none);
      if (decision.used !== undefined) used.add(decision.used);
      return decision;
    });
    const routes = decisions.map(({ route }) => route);
    const context = this.contextOf(analysis, decisions, policy);
    const verdicts = this.judge.judge(context, files, [analysis.resolver], errors);
    const { drafts, findings, suppressed } = this.findingsOf(verdicts, policy, directives.byFile, used);
    const unused = [...directives.byFile.values()].flatMap((list) => findUnusedDirectives(list, used));
    const report: Report = {
      routes,
      findings,
      suppressed,
      policyProblems: sortProblems([
        ...policies.problems,
        ...directives.problems,
        ...unused,
        ...this.access.problems(policies.policies, decisions),
        ...findMissingGuards(policies.policies, (file) => this.exportsOf(file)),
      ]),
      skipped: sources.skipped,
      internalErrors: errors,
      files: { seen: sources.paths.length, analysed: new Set([...analysis.routeFiles, ...files]).size },
    };
    return { report, drafts, context };
  }

  private ground(): Ground {
    const { sources } = this;
    if (this.known?.layout !== sources.layout || this.known.revision !== sources.policies) {
      const policies = readPolicies({ paths: sources.paths, read: (path) => sources.text(path) }, this.ids, this.options.policy);
      const excluded = toExclude(policies);
      const governing = new Map<string, Policy>();
      const code = sources.paths.filter((path) => isCode(path) && isProduction(path) && !excluded(path));
      const before = this.known?.code ?? [];
      this.known = {
        layout: sources.layout,
        revision: sources.policies,
        policies,
        code: areSame(code, before) ? before : code,
        policy(file) {
          let found = governing.get(file);
          if (found === undefined) {
            found = policyFor(policies.policies, file);
            governing.set(file, found);
          }
          return found;
        },
      };
    }
    return this.known;
  }

  private contextOf(analysis: Analysis, decisions: readonly { readonly route: Route }[], policy: (file: string) => Policy): FixContext {
    const { sources, access } = this;
    const runs = analysis.runs.map((run, index) => access.visible(run, decisions[index]?.route ?? run.route));
    const groups = new Map<string, RouteRun[]>();
    for (const run of runs) {
      const group = groups.get(run.draft.group);
      if (group === undefined) groups.set(run.draft.group, [run]);
      else group.push(run);
    }
    return {
      runs,
      siblings: (run) => groups.get(run.draft.group) ?? [],
      catalog,
      facts: (file) => sources.facts(file),
      resolve: (from, specifier) => analysis.resolver.resolve(from, specifier),
      policy,
      text: (file) => sources.text(file),
      dependsOn: (file, name) => analysis.resolver.scope(file).dependencies.has(name),
      version: (file, name) => analysis.resolver.scope(file).dependencies.get(name),
    };
  }

  /** The names that a file of the workspace exports; undefined for a package, and where others may come with a star. */
  private exportsOf(file: string): readonly string[] | undefined {
    const exported = this.sources.paths.includes(file) ? (this.sources.facts(file)?.exports ?? []) : [];
    const names = exported.flatMap((e) => (e.kind === 'star' ? [] : [e.name]));
    return names.length === 0 || names.length < exported.length ? undefined : names;
  }

  private directivesOf(files: readonly string[]) {
    const byFile = new Map<string, readonly Directive[]>();
    const problems: PolicyProblem[] = [];
    for (const file of files) {
      const facts = this.sources.facts(file);
      if (facts === undefined || facts.directives.length === 0) continue;
      let set = this.directives.get(facts);
      if (set === undefined) {
        set = parseDirectives(facts, this.ids);
        this.directives.set(facts, set);
      }
      byFile.set(file, set.directives);
      problems.push(...set.problems);
    }
    return { byFile, problems };
  }

  private findingsOf(
    verdicts: readonly Verdict[],
    policy: (file: string) => Policy,
    directives: ReadonlyMap<string, readonly Directive[]>,
    used: Set<Directive>,
  ) {
    const place = placer(this.sources);
    const drafts = new Map<string, FindingDraft>();
    const findings: Finding[] = [];
    const suppressed: { finding: Finding; reason: string }[] = [];
    const fingerprints = new Map<string, number>();
    for (const { rule, draft } of sortDrafts(verdicts)) {
      const level = policy(draft.at.file).rules[rule.meta.id];
      if (level === 'off') continue;
      const at = place(draft.at);
      const finding: Finding = {
        rule: rule.meta.id,
        severity: level ?? draft.severity ?? rule.meta.severity,
        precision: draft.precision,
        message: draft.message,
        at,
        ...(draft.route !== undefined && { route: draft.route.route.id }),
        trace: draft.trace.map((step) => ({ ...step, at: place(step.at) })),
        fingerprint: fingerprintOf(rule, draft, this.sources, fingerprints),
        fixable: draft.fixes !== undefined,
      };
      const directive = findSuppression(directives.get(at.file) ?? [], rule.meta.id, at.from.line);
      if (directive !== undefined) {
        used.add(directive);
        suppressed.push({ finding, reason: directive.reason });
        continue;
      }
      drafts.set(finding.fingerprint, draft);
      findings.push(finding);
    }
    return { drafts, findings, suppressed };
  }
}

const none: readonly Directive[] = [];

const areSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

function toExclude(policies: PolicySet): (path: string) => boolean {
  const matchers = policies.policies.flatMap((policy) =>
    policy.exclude.map((glob) => picomatch(policy.folder === '' ? glob : `${policy.folder}/${glob}`, { dot: true })),
  );
  return (path) => matchers.some((matches) => matches(path));
}

function sortDrafts(found: readonly Verdict[]) {
  return [...found].sort(
    (a, b) =>
      compare(a.draft.at.file, b.draft.at.file) ||
      a.draft.at.start - b.draft.at.start ||
      compare(a.rule.meta.id, b.rule.meta.id) ||
      compare(a.draft.message, b.draft.message),
  );
}

function sortProblems(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return [...problems].sort((a, b) => compare(a.at.file, b.at.file) || a.at.start - b.at.start || compare(a.message, b.message));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rule, route and the finding's own text without white space: survives re-indentation and moved lines. */
function fingerprintOf(rule: Rule, draft: FindingDraft, sources: Sources, seen: Map<string, number>): string {
  const text = sources.text(draft.at.file)?.slice(draft.at.start, Math.min(draft.at.end, draft.at.start + 400)) ?? '';
  const route = draft.route === undefined ? '' : `${draft.route.route.method} ${draft.route.route.path}`;
  const base = hash(`${rule.meta.id}\n${draft.at.file}\n${route}\n${text.replace(/\s+/g, '')}`);
  const times = seen.get(base) ?? 0;
  seen.set(base, times + 1);
  return times === 0 ? base : `${base}-${times}`;
}
