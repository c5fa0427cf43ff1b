import type { Log, Run } from 'sarif';
import type { Finding, Fix, Report, Route, RouteId, RuleMeta } from '../../model/index.ts';
import { compareText, orderFindings, orderSuppressed } from '../order.ts';
import type { RuleDocs } from '../rule-docs.ts';
import { toInvocation, toNotificationDescriptors } from './notifications.ts';
import { sourceRoot } from './places.ts';
import type { ResultContext } from './results.ts';
import { toResult, toSuppressedResult } from './results.ts';
import { toDescriptor } from './rules.ts';

export interface SarifOptions {
  readonly toolVersion: string;
  readonly docs: RuleDocs;
  /** `file:` URI of the scanned folder, ending in `/`. Without it the log holds nothing of the machine it was made on. */
  readonly rootUri?: string;
  /** The fixes offered for a finding, where they were asked for. */
  readonly fixes?: (finding: Finding) => readonly Fix[];
}

/** The report as a SARIF 2.1.0 log with one run, ending in a newline. `rules` are those that ran. */
export function toSarif(report: Report, rules: readonly RuleMeta[], options: SarifOptions): string {
  const ordered = [...rules].sort((a, b) => compareText(a.id, b.id));
  const context = toContext(report, ordered, options);
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        ...toTool(ordered, options),
        invocations: [toInvocation(report)],
        originalUriBaseIds: { [sourceRoot]: toRoot(options.rootUri) },
        columnKind: 'utf16CodeUnits',
        results: [
          ...orderFindings(report.findings).map((finding) => toResult(finding, context)),
          ...orderSuppressed(report.suppressed).map((entry) => toSuppressedResult(entry, context)),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toContext(report: Report, rules: readonly RuleMeta[], options: SarifOptions): ResultContext {
  const routes = new Map<RouteId, Route>(report.routes.map((route) => [route.id, route]));
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    ruleIndex: (rule) => indexes.get(rule),
    route: (finding) => (finding.route === undefined ? undefined : routes.get(finding.route)),
    fixes: options.fixes ?? (() => []),
  };
}

function toTool(rules: readonly RuleMeta[], options: SarifOptions): Pick<Run, 'tool'> {
  return {
    tool: {
      driver: {
        name: 'Routewarden',
        semanticVersion: options.toolVersion,
        rules: rules.map((rule) => toDescriptor(rule, options.docs)),
        notifications: toNotificationDescriptors(),
      },
    },
  };
}

function toRoot(uri: string | undefined) {
  return { ...(uri === undefined ? {} : { uri }), description: { text: 'The scanned folder.' } };
}
