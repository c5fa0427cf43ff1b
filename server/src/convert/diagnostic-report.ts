import { createHash } from 'node:crypto';
import type { FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { emptyResult, type FileResult } from '../folder/snapshot.ts';
import { type DiagnosticContext, toDiagnostics } from './diagnostic.ts';

/** The answer about one document. Its `resultId` is a hash of what is shown, so equal answers are recognised across
 *  analyses and restarts. */
export function toReport(
  result: FileResult | undefined,
  previousResultId: string | undefined,
  context: DiagnosticContext,
): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport {
  const items = toDiagnostics(result ?? emptyResult, context);
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('hex');
  return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}
