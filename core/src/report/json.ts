import type { Finding, Fix, PlacedLocation, Report, Route, RouteId } from '../model/index.ts';
import { orderFindings, orderProblems, orderSkipped, orderSuppressed } from './order.ts';
import { countSeverities, countVerdicts } from './summary.ts';

/** Raised when a field changes its meaning or goes away; new fields may come without it. */
export const jsonVersion = 1;

export interface JsonOptions {
  readonly toolVersion: string;
  /** The fixes offered for a finding, where they were asked for. */
  readonly fixes?: (finding: Finding) => readonly Fix[];
}

/**
 * The whole report as JSON, ending in a newline. Lines and columns are 1-based, columns and offsets count UTF-16 code
 * units of the text without a byte order mark, ends are exclusive, files are relative to the scanned folder.
 */
export function toJson(report: Report, options: JsonOptions): string {
  const routes = new Map<RouteId, Route>(report.routes.map((route) => [route.id, route]));
  const toFinding = (finding: Finding) => toFindingJson(finding, finding.route === undefined ? undefined : routes.get(finding.route));
  const { fixes } = options;
  const document = {
    version: jsonVersion,
    tool: { name: 'routewarden', version: options.toolVersion },
    summary: {
      findings: Object.fromEntries(countSeverities(report.findings).map(({ severity, count }) => [severity, count])),
      suppressed: report.suppressed.length,
      routes: Object.fromEntries(countVerdicts(report.routes).map(({ verdict, count }) => [verdict, count])),
      files: report.files,
    },
    findings: orderFindings(report.findings).map((finding) => ({
      ...toFinding(finding),
      ...(fixes === undefined ? {} : { fixes: fixes(finding) }),
    })),
    suppressed: orderSuppressed(report.suppressed).map(({ finding, reason }) => ({ ...toFinding(finding), reason })),
    policyProblems: orderProblems(report.policyProblems).map(({ at, severity, message }) => ({ severity, message, ...toPlaceJson(at) })),
    skipped: orderSkipped(report.skipped),
    internalErrors: report.internalErrors,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toFindingJson(finding: Finding, route: Route | undefined) {
  const { rule, severity, precision, message, fingerprint, fixable } = finding;
  return {
    rule,
    severity,
    precision,
    message,
    ...toPlaceJson(finding.at),
    ...(route === undefined ? {} : { route: { method: route.method, path: route.path } }),
    trace: finding.trace.map((step) => ({ kind: step.kind, message: step.message, ...toPlaceJson(step.at) })),
    fingerprint,
    fixable,
  };
}

function toPlaceJson(at: PlacedLocation) {
  return {
    file: at.file,
    line: at.from.line + 1,
    column: at.from.column + 1,
    endLine: at.to.line + 1,
    endColumn: at.to.column + 1,
    start: at.start,
    end: at.end,
  };
}
