import type { Change, Finding, Report, RuleMeta, Session, SessionOptions, Workspace } from '../model/index.ts';

/** Opens an analysis of `workspace`. Nothing is read before the first question. */
export function openSession(workspace: Workspace, _options: SessionOptions = {}): Session {
  const texts = new Map<string, string | null>();
  const rules: readonly RuleMeta[] = [];
  const report: Report = {
    routes: [], findings: [], suppressed: [], policyProblems: [], skipped: [], internalErrors: [],
    files: { seen: workspace.paths.length, analysed: 0 },
  };
  return {
    rules,
    update(changes: readonly Change[]) {
      for (const change of changes) texts.set(change.path, change.text);
    },
    report: () => report,
    findings: (path?: string): readonly Finding[] => report.findings.filter((f) => path === undefined || f.at.file === path),
    routes: () => report.routes,
    fixes: () => [],
    text: (path) => texts.get(path) ?? workspace.read(path),
  };
}
