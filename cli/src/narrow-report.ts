import type { Report, Skipped } from '#core';

/** The part of a report that is about one file; about everything where no file is given. */
export function narrowReport(report: Report, file: string | undefined): Report {
  if (file === undefined) return report;
  return {
    ...report,
    routes: report.routes.filter((route) => route.at.file === file || route.handler?.file === file),
    findings: report.findings.filter((finding) => finding.at.file === file),
    suppressed: report.suppressed.filter(({ finding }) => finding.at.file === file),
    skipped: report.skipped.filter((skipped) => skipped.file === file),
  };
}

/**
 * What was not analysed of the workspace's own `paths`: the engine's reasons, and the file system's, which knows better
 * why a file has no text. Folders and links that were not followed are in `unread` alone.
 */
export function mergeSkipped(report: Report, paths: readonly string[], unread: readonly Skipped[]): Report {
  const known = new Set(paths);
  const own = report.skipped.filter(({ file }) => known.has(file));
  const reasons = new Map([...own, ...unread].map(({ file, reason }) => [file, reason]));
  return { ...report, skipped: [...reasons].map(([file, reason]) => ({ file, reason })) };
}

/** Internal errors by the first line of their message: stack traces are for those who debug. */
export function shortenErrors(report: Report): Report {
  return { ...report, internalErrors: report.internalErrors.map((error) => ({ ...error, message: error.message.split('\n')[0] ?? '' })) };
}
