import type { Finding, PlacedLocation, PolicyProblem, Report, Route, RuleLevel } from '#core';

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

/** Files whose result is as in `previous` keep that very object, so that unchanged is the same as identical. */
export function toSnapshot(
  report: Report,
  {
    levels,
    versions,
    previous,
  }: { levels: ReadonlyMap<string, RuleLevel>; versions: ReadonlyMap<string, number>; previous: Snapshot | undefined },
): Snapshot {
  const found = new Map<string, { findings: Finding[]; policyProblems: PolicyProblem[] }>();
  const resultOf = (file: string) => {
    const known = found.get(file) ?? { findings: [], policyProblems: [] };
    found.set(file, known);
    return known;
  };
  for (const finding of report.findings) {
    const level = levels.get(finding.rule);
    if (level === 'off') continue;
    resultOf(finding.at.file).findings.push(level === undefined ? finding : { ...finding, severity: level });
  }
  for (const problem of report.policyProblems) resultOf(problem.at.file).policyProblems.push(problem);
  const files = new Map<string, FileResult>();
  for (const [file, result] of found) {
    const before = previous?.files.get(file);
    files.set(file, before !== undefined && sameResult(before, result) ? before : result);
  }
  return { report, files, routes: report.routes, versions: new Map(versions) };
}

export const emptySnapshot: Snapshot = {
  report: {
    routes: [],
    findings: [],
    suppressed: [],
    policyProblems: [],
    skipped: [],
    internalErrors: [],
    files: { seen: 0, analysed: 0 },
  },
  files: new Map(),
  routes: [],
  versions: new Map(),
};

/** One line for each thing that is missing from the analysis, for the log. */
export function troublesOf({ report }: Snapshot): readonly string[] {
  return [
    ...report.skipped.map(({ file, reason }) => `${file} was not analysed: ${reason}`),
    ...report.internalErrors.map(
      ({ where, file, message }) => `Internal error in ${where}${file === undefined ? '' : ` on ${file}`}: ${message}`,
    ),
  ];
}

/** True when an editor would show the same for both. */
export function sameResult(a: FileResult | undefined, b: FileResult | undefined): boolean {
  if (a === b) return true;
  const left = a ?? emptyResult;
  const right = b ?? emptyResult;
  return sameItems(left.findings, right.findings, sameFinding) && sameItems(left.policyProblems, right.policyProblems, samePolicyProblem);
}

function sameItems<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => pairWith(item, b[index], same));
}

function pairWith<T>(a: T, b: T | undefined, same: (a: T, b: T) => boolean): boolean {
  return b !== undefined && (a === b || same(a, b));
}

function sameFinding(a: Finding, b: Finding): boolean {
  return (
    a.rule === b.rule &&
    a.fingerprint === b.fingerprint &&
    a.severity === b.severity &&
    a.message === b.message &&
    a.fixable === b.fixable &&
    a.route === b.route &&
    samePlace(a.at, b.at) &&
    sameItems(a.trace, b.trace, (left, right) => left.message === right.message && samePlace(left.at, right.at))
  );
}

function samePolicyProblem(a: PolicyProblem, b: PolicyProblem): boolean {
  return a.severity === b.severity && a.message === b.message && samePlace(a.at, b.at);
}

function samePlace(a: PlacedLocation, b: PlacedLocation): boolean {
  return (
    a.file === b.file &&
    a.from.line === b.from.line &&
    a.from.column === b.from.column &&
    a.to.line === b.to.line &&
    a.to.column === b.to.column
  );
}
