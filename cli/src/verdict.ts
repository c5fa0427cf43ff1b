import type { Report, Severity } from '#core';
import { isAbove } from '#core';
import type { ExitCode } from './io.ts';
import { exitCodes } from './io.ts';

/**
 * The exit code that a report deserves. An internal error comes first: the report is not complete, so neither "clean"
 * nor "these are the findings" would be true. A policy file with errors counts as a finding, whatever the limit:
 * what it should have forbidden was not looked for.
 */
export function toExitCode(report: Report, limit: Severity | undefined): ExitCode {
  if (report.internalErrors.length > 0) return exitCodes.failed;
  const broken = report.findings.some(({ severity }) => limit === undefined || isAbove(severity, limit));
  const invalid = report.policyProblems.some(({ severity }) => severity === 'error');
  return broken || invalid ? exitCodes.findings : exitCodes.clean;
}
