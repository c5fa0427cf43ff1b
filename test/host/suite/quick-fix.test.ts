import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticOn, noDiagnosticOn, open, until } from '../documents.ts';

/** Waits for a fix with this title on a diagnostic, applies it and saves the file. */
async function applyFix(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, title: string): Promise<void> {
  const { edit } = await until(`the quick fix "${title}"`, async () => {
    const kind = vscode.CodeActionKind.QuickFix.value;
    const command = 'vscode.executeCodeActionProvider';
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(command, document.uri, diagnostic.range, kind, 20);
    return actions.find((action) => action.title === title && action.edit !== undefined);
  });
  assert.ok(edit);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
}

describe('quick fix', () => {
  it('puts the guard of the sibling routes on the open one', async () => {
    const document = await open('src/routes/orders.ts');
    const diagnostic = await diagnosticOn(document, 'missing-authentication', "ordersRouter.delete('/:id'");
    await applyFix(document, diagnostic, 'Require authentication with requireUser');
    assert.match(document.getText(), /ordersRouter\.delete\('\/:id', requireUser, async/);
    await noDiagnosticOn(document, 'missing-authentication', "ordersRouter.delete('/:id'");
  });

  it('turns a query built from text into one with parameters', async () => {
    const document = await open('src/services/products.ts');
    const diagnostic = await diagnosticOn(document, 'sql-injection', "ILIKE '%${term}%'");
    await applyFix(document, diagnostic, 'Use query parameters');
    assert.doesNotMatch(document.getText(), /'%\$\{term\}%'/);
    assert.match(document.getText(), /ILIKE \$1/);
    await noDiagnosticOn(document, 'sql-injection', 'ILIKE');
  });
});
