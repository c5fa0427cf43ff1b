import type { Severity } from './finding.ts';

/** The one source of a rule's docs header, SARIF entry, setting, schema entry and table row. */
export interface RuleMeta {
  /** Kebab-case; reads well in "allow X". */
  readonly id: string;
  readonly title: string;
  /** One sentence for tables and SARIF. */
  readonly summary: string;
  readonly severity: Severity;
  readonly precision: 'very-high' | 'high' | 'medium';
  /** CWE numbers. */
  readonly cwe: readonly number[];
  /** OWASP API Security Top 10 (2023): `API2`. */
  readonly owasp: readonly string[];
  /** Which of the seven practices it serves. */
  readonly practice: 'authentication' | 'https' | 'input' | 'least-privilege' | 'monitoring' | 'patching' | 'assessment';
  /** First version with the rule. */
  readonly since: string;
  /** `always`, `sometimes`: whether a fix can be offered. */
  readonly fix: 'always' | 'sometimes' | 'none';
}
