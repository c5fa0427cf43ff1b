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

/** Adds what the file system refused. It knows better than the engine why a file has no text. */
export function mergeSkipped(report: Report, unread: readonly Skipped[]): Report {
  const reasons = new Map([...report.skipped, ...unread].map(({ file, reason }) => [file, reason]));
  return { ...report, skipped: [...reasons].map(([file, reason]) => ({ file, reason })) };
}
