import type { ReportingDescriptor, Result } from 'sarif';
import type { RuleMeta, Severity } from '../../model/index.ts';
import { docsAddress } from '../docs-address.ts';
import type { RuleDocs } from '../rule-docs.ts';

/** What GitHub code scanning sorts by: above 9.0 critical, 7.0 high, 4.0 medium, above 0 low. */
const securitySeverity: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '1.0' };

export function toLevel(severity: Severity): Result.level {
  switch (severity) {
    case 'critical':
    case 'high':
      return 'error';
    case 'medium':
      return 'warning';
    case 'low':
    case 'info':
      return 'note';
  }
}

/** A rule as SARIF describes it; `help` holds its documentation page where there is one. */
export function toDescriptor(rule: RuleMeta, docs: RuleDocs): ReportingDescriptor {
  const markdown = docs.get(rule.id);
  return {
    id: rule.id,
    name: toPascalCase(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.summary },
    helpUri: docsAddress(rule.id),
    help: { text: rule.summary, ...(markdown === undefined ? {} : { markdown }) },
    defaultConfiguration: { level: toLevel(rule.severity) },
    properties: {
      tags: ['security', ...rule.cwe.map(toCweTag), ...rule.owasp.map(toOwaspTag)],
      'security-severity': securitySeverity[rule.severity],
      precision: rule.precision,
    },
  };
}

/** `external/cwe/cwe-089`: the form of CodeQL's own queries, which GitHub turns into links. */
function toCweTag(cwe: number): string {
  return `external/cwe/cwe-${String(cwe).padStart(3, '0')}`;
}

/** `external/owasp/api2-2023` for `API2` of the OWASP API Security Top 10 (2023). */
function toOwaspTag(category: string): string {
  return `external/owasp/${category.toLowerCase()}-2023`;
}

function toPascalCase(id: string): string {
  return id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}
