import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Finding, PolicyProblem, Severity } from '#core';
import { toRulePage } from '#protocol';
import type { ClientFeatures } from '../client-features.ts';
import type { FileResult } from '../folder/snapshot.ts';
import { toRange } from './range.ts';

/** The `source` of every diagnostic of this server. */
export const diagnosticSource = 'routewarden';

/** The `code` of a diagnostic about the policy file or a directive. */
export const policyCode = 'policy';

export interface DiagnosticContext {
  readonly client: ClientFeatures;
  /** The URI of a path of the same folder. */
  toUri(path: string): string;
}

/** The diagnostics of one file, in the order of the report. */
export function toDiagnostics({ findings, policyProblems }: FileResult, context: DiagnosticContext): Diagnostic[] {
  return [...findings.map((finding) => fromFinding(finding, context)), ...policyProblems.map(fromPolicyProblem)];
}

const levels: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Hint,
};

function fromFinding(finding: Finding, { client, toUri }: DiagnosticContext): Diagnostic {
  const diagnostic: Diagnostic = {
    range: toRange(finding.at),
    severity: levels[finding.severity],
    source: diagnosticSource,
    code: finding.rule,
    message: finding.message,
  };
  if (client.codeDescription) diagnostic.codeDescription = { href: toRulePage(finding.rule) };
  if (client.diagnosticData) diagnostic.data = finding.fingerprint;
  if (client.relatedInformation && finding.trace.length > 0) {
    diagnostic.relatedInformation = finding.trace.map(({ at, message }) => ({
      location: { uri: toUri(at.file), range: toRange(at) },
      message,
    }));
  }
  return diagnostic;
}

function fromPolicyProblem({ at, severity, message }: PolicyProblem): Diagnostic {
  return {
    range: toRange(at),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: diagnosticSource,
    code: policyCode,
    message,
  };
}
