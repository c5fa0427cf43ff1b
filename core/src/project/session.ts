import picomatch from 'picomatch';
import { hash } from '../base/hash.ts';
import type {
  Change,
  Finding,
  Fix,
  InternalError,
  PolicyProblem,
  Report,
  Route,
  Session,
  SessionOptions,
  Workspace,
} from '../model/index.ts';
import {
  type Directive,
  findAccess,
  findPublicDirective,
  findSuppression,
  findUnusedDirectives,
  findUnusedEntries,
  type PolicySet,
  parseDirectives,
  policyFor,
  readPolicies,
} from '../policy/index.ts';
import type { FindingDraft, FixContext, Rule, RuleContext } from '../rules/contract/rule.ts';
import { rules as allRules } from '../rules/registry.generated.ts';
import { type Analysis, catalog, isProduction, Linker, placer } from './analysis.ts';
import { offerFixes } from './offer.ts';
import { createSources, isCode, type Sources, toTokenSet } from './sources.ts';

/** What one revision of the workspace came to. */
interface Result {
  readonly report: Report;
  readonly drafts: ReadonlyMap<string, FindingDraft>;
  readonly context: FixContext;
}

/** Opens an analysis of `workspace`. Nothing is read before the first question. */
export function openSession(workspace: Workspace, options: SessionOptions = {}): Session {
  const sources = createSources(workspace, options.maxFileLength ?? 2_000_000);
  const linker = new Linker(sources);
  const active = allRules.filter((rule) => options.rules === undefined || options.rules.includes(rule.meta.id));
  const tokens = toTokenSet(active.flatMap((rule) => [...(rule.tokens?.(catalog) ?? [])]));
  let result: { readonly revision: number; readonly value: Result } | undefined;

  const current = (): Result => {
    if (result?.revision === sources.revision) return result.value;
    const value = analyse(sources, linker, active, options, (path) => sources.holds(path, tokens));
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

function analyse(
  sources: Sources,
  linker: Linker,
  rules: readonly Rule[],
  options: SessionOptions,
  holdsToken: (path: string) => boolean,
): Result {
  const ids = allRules.map((rule) => rule.meta.id);
  const policies = readPolicies({ paths: sources.paths, read: (path) => sources.text(path) }, ids, options.policy);
  const excluded = toExclude(policies);
  const analysis = linker.link(policies.policies, excluded, options.onProgress ?? (() => undefined));
  const files = sources.paths.filter((path) => isCode(path) && isProduction(path) && !excluded(path) && holdsToken(path));
  const context: FixContext = {
    runs: analysis.runs,
    files,
    catalog,
    facts: (file) => sources.facts(file),
    resolve: (from, specifier) => analysis.resolver.resolve(from, specifier),
    policy: (file) => policyFor(policies.policies, file),
    text: (file) => sources.text(file),
    dependsOn: (file, name) => analysis.resolver.scope(file).dependencies.has(name),
    version: (file, name) => analysis.resolver.scope(file).dependencies.get(name),
  };
  const errors: InternalError[] = [...analysis.errors];
  const directives = directivesOf(sources, [...new Set([...analysis.routeFiles, ...files])], ids);
  const used = new Set<Directive>();
  const routes = decideAccess(analysis, policies, directives.byFile, used);
  const publicRuns = new Set(routes.filter((r) => r.auth.verdict === 'public').map((r) => r.id));
  const visible: RuleContext = {
    ...context,
    runs: analysis.runs.map((run) =>
      publicRuns.has(run.route.id) && run.route.auth.verdict !== 'public'
        ? { ...run, route: { ...run.route, auth: { ...run.route.auth, verdict: 'public' as const } } }
        : run,
    ),
  };
  const found = rules.flatMap((rule) => runRule(rule, visible, errors).map((draft) => ({ rule, draft })));
  const place = placer(sources);
  const drafts = new Map<string, FindingDraft>();
  const findings: Finding[] = [];
  const suppressed: { finding: Finding; reason: string }[] = [];
  const fingerprints = new Map<string, number>();
  for (const { rule, draft } of sortDrafts(found)) {
    const level = policyFor(policies.policies, draft.at.file).rules[rule.meta.id];
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
      fingerprint: fingerprintOf(rule, draft, sources, fingerprints),
      fixable: draft.fixes !== undefined,
    };
    const directive = findSuppression(directives.byFile.get(at.file) ?? [], rule.meta.id, at.from.line);
    if (directive !== undefined) {
      used.add(directive);
      suppressed.push({ finding, reason: directive.reason });
      continue;
    }
    drafts.set(finding.fingerprint, draft);
    findings.push(finding);
  }
  const unused = [...directives.byFile.values()].flatMap((list) => findUnusedDirectives(list, used));
  const policyProblems = sortProblems([
    ...policies.problems,
    ...directives.problems,
    ...unused,
    ...policies.policies.flatMap((policy) =>
      findUnusedEntries(
        policy,
        routes.filter((route) => policyFor(policies.policies, route.at.file) === policy),
      ),
    ),
  ]);
  const report: Report = {
    routes,
    findings,
    suppressed,
    policyProblems,
    skipped: sources.skipped,
    internalErrors: errors,
    files: { seen: sources.paths.length, analysed: new Set([...analysis.routeFiles, ...files]).size },
  };
  return { report, drafts, context: { ...context, runs: visible.runs } };
}

function toExclude(policies: PolicySet): (path: string) => boolean {
  const matchers = policies.policies.flatMap((policy) =>
    policy.exclude.map((glob) => picomatch(policy.folder === '' ? glob : `${policy.folder}/${glob}`, { dot: true })),
  );
  return (path) => matchers.some((matches) => matches(path));
}

function directivesOf(sources: Sources, files: readonly string[], ids: readonly string[]) {
  const byFile = new Map<string, readonly Directive[]>();
  const problems: PolicyProblem[] = [];
  for (const file of files) {
    const facts = sources.facts(file);
    if (facts === undefined || facts.directives.length === 0) continue;
    const set = parseDirectives(facts, ids);
    byFile.set(file, set.directives);
    problems.push(...set.problems);
  }
  return { byFile, problems };
}

/** What the policy and directives say about who may call a route goes before what the code shows, unless the code protects it. */
function decideAccess(
  analysis: Analysis,
  policies: PolicySet,
  directives: ReadonlyMap<string, readonly Directive[]>,
  used: Set<Directive>,
): readonly Route[] {
  return analysis.runs.map(({ route }) => {
    const directive = findPublicDirective(directives.get(route.at.file) ?? [], route.at.from.line, route.at.to.line);
    if (directive !== undefined) used.add(directive);
    if (route.auth.verdict === 'required' || route.auth.verdict === 'public') return route;
    if (directive !== undefined)
      return {
        ...route,
        auth: {
          verdict: 'public',
          evidence: [{ at: directive.at, what: `public by directive: ${directive.reason}` }],
          reason: directive.reason,
        },
      };
    const entry = findAccess(policyFor(policies.policies, route.at.file), route.method, route.path);
    if (entry?.access.kind !== 'public') return route;
    return {
      ...route,
      auth: {
        verdict: 'public',
        evidence: [{ at: entry.at, what: `public by policy: ${entry.access.reason}` }],
        reason: entry.access.reason,
      },
    };
  });
}

function runRule(rule: Rule, context: RuleContext, errors: InternalError[]): readonly FindingDraft[] {
  try {
    return rule.check(context);
  } catch (error) {
    errors.push({ where: rule.meta.id, message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) });
    return [];
  }
}

function sortDrafts(found: readonly { rule: Rule; draft: FindingDraft }[]) {
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
