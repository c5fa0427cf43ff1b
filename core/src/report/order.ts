import type { Finding, PlacedLocation, PolicyProblem, Report, Route, Skipped } from '../model/index.ts';

/** Findings by file, offset, rule; the rest only breaks ties, so that equal input gives equal bytes. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(compareFindings);
}

/** Suppressed findings in the order of {@link orderFindings}. */
export function orderSuppressed(suppressed: Report['suppressed']): Report['suppressed'][number][] {
  return [...suppressed].sort((a, b) => compareFindings(a.finding, b.finding) || compareText(a.reason, b.reason));
}

/** Routes by file, offset, method, path. */
export function orderRoutes(routes: readonly Route[]): Route[] {
  return [...routes].sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.method, b.method) || compareText(a.path, b.path));
}

/** Routes as a reader looks them up: by path, then method, then place. */
export function orderRoutesByPath(routes: readonly Route[]): Route[] {
  return [...routes].sort((a, b) => compareText(a.path, b.path) || compareText(a.method, b.method) || comparePlaces(a.at, b.at));
}

export function orderProblems(problems: readonly PolicyProblem[]): PolicyProblem[] {
  return [...problems].sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.message, b.message));
}

export function orderSkipped(skipped: readonly Skipped[]): Skipped[] {
  return [...skipped].sort((a, b) => compareText(a.file, b.file) || compareText(a.reason, b.reason));
}

/** By UTF-16 code unit: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    comparePlaces(a.at, b.at) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function comparePlaces(a: PlacedLocation, b: PlacedLocation): number {
  return compareText(a.file, b.file) || a.start - b.start || a.end - b.end;
}
