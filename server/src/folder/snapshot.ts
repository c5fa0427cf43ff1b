import type { Finding, PolicyProblem, Report, Route, RuleLevel } from '#core';

/** What one complete analysis says about one file. */
export interface FileResult {
  readonly findings: readonly Finding[];
  readonly policyProblems: readonly PolicyProblem[];
}

/** One complete analysis of a folder with the user's levels applied. */
export interface Snapshot {
  readonly report: Report;
  /** Files with something to show, by path. */
  readonly files: ReadonlyMap<string, FileResult>;
  readonly routes: readonly Route[];
  /** Versions of the open documents that the analysis has seen, by path. */
  readonly versions: ReadonlyMap<string, number>;
}

export const emptyResult: FileResult = { findings: [], policyProblems: [] };

export function toSnapshot(report: Report, levels: ReadonlyMap<string, RuleLevel>, versions: ReadonlyMap<string, number>): Snapshot {
  const files = new Map<string, { findings: Finding[]; policyProblems: PolicyProblem[] }>();
  const resultOf = (file: string) => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const created = { findings: [], policyProblems: [] };
    files.set(file, created);
    return created;
  };
  for (const finding of report.findings) {
    const level = levels.get(finding.rule);
    if (level === 'off') continue;
    resultOf(finding.at.file).findings.push(level === undefined || level === finding.severity ? finding : { ...finding, severity: level });
  }
  for (const problem of report.policyProblems) resultOf(problem.at.file).policyProblems.push(problem);
  return { report, files, routes: report.routes, versions: new Map(versions) };
}

/** True when an editor would show the same for both. Findings that an analysis carried over are the same objects. */
export function sameResult(a: FileResult | undefined, b: FileResult | undefined): boolean {
  const left = a ?? emptyResult;
  const right = b ?? emptyResult;
  return sameItems(left.findings, right.findings) && sameItems(left.policyProblems, right.policyProblems);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index] || JSON.stringify(item) === JSON.stringify(b[index]));
}
