import * as vscode from 'vscode';
import { diagnosticOn, open, ours, until } from '../documents.ts';

describe('restart', () => {
  it('brings the diagnostics back', async () => {
    const document = await open('src/services/shipping.ts');
    await diagnosticOn(document, 'tls-verification-disabled', 'rejectUnauthorized');
    let cleared = false;
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      cleared ||= ours(document).length === 0;
    });
    await vscode.commands.executeCommand('routewarden.restart');
    await until('the old diagnostics are gone', () => cleared || undefined);
    listener.dispose();
    await diagnosticOn(document, 'tls-verification-disabled', 'rejectUnauthorized');
  });
});
