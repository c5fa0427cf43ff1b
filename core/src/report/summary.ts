import type { AuthVerdict, Finding, Route, Severity } from '../model/index.ts';
import { severities } from '../model/index.ts';

/** Verdicts from best to worst, the order in which every report names them. */
export const authVerdicts = ['required', 'optional', 'public', 'none', 'unknown'] as const satisfies readonly AuthVerdict[];

/** Number of findings of each severity, worst first, zeros included. */
export function countSeverities(findings: readonly Finding[]): { readonly severity: Severity; readonly count: number }[] {
  return severities.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length })).reverse();
}

/** Number of routes of each verdict with its share in whole per cent; verdicts that no route has are left out. */
export function countVerdicts(
  routes: readonly Route[],
): { readonly verdict: AuthVerdict; readonly count: number; readonly percent: number }[] {
  return authVerdicts
    .map((verdict) => {
      const count = routes.filter((route) => route.auth.verdict === verdict).length;
      return { verdict, count, percent: Math.round((count * 100) / Math.max(1, routes.length)) };
    })
    .filter(({ count }) => count > 0);
}

/** True when `severity` is worse than `limit`. */
export function isAbove(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) > severities.indexOf(limit);
}
