import { createHash } from 'node:crypto';
import type { FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import type { FileResult } from '../folder/snapshot.ts';
import { type DiagnosticContext, toDiagnostics } from './diagnostic.ts';

/** The answer about one document. Its `resultId` is a hash of what is shown, so equal answers are recognised across
 *  analyses and restarts. */
export function toReport(result: FileResult, context: DiagnosticContext): FullDocumentDiagnosticReport & { readonly resultId: string } {
  const items = toDiagnostics(result, context);
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('hex');
  return { kind: 'full', resultId, items };
}
