import type { Report } from '#core';
import { toPrintable } from '#core';

/** What a machine-readable report might let a human miss, one line each: for stderr. */
export function toNotices(report: Report): string[] {
  return [
    ...report.skipped.map(({ file, reason }) => `not analysed: ${file}: ${reason}`),
    ...report.internalErrors.map(
      ({ where, file, message }) => `internal error in ${where}${file === undefined ? '' : ` on ${file}`}: ${message}`,
    ),
    ...report.policyProblems.map(
      ({ at, severity, message }) => `${severity}: ${at.file}:${at.from.line + 1}:${at.from.column + 1}: ${message}`,
    ),
  ].map((line) => `routewarden: ${toPrintable(line)}\n`);
}
