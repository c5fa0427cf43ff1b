import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticOn, noDiagnosticOn, open, until } from '../documents.ts';

/** The first fix that VS Code offers for a diagnostic, with its edit resolved. */
async function firstFix(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<vscode.CodeAction> {
  return until(`a quick fix for "${diagnostic.message}"`, async () => {
    const kind = vscode.CodeActionKind.QuickFix.value;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic.range,
      kind,
      20,
    );
    return actions.find(({ edit, diagnostics }) => edit !== undefined && diagnostics?.some(({ source }) => source === 'routewarden'));
  });
}

async function applyFirstFix(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<void> {
  const { edit } = await firstFix(document, diagnostic);
  assert.ok(edit);
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await document.save());
}

describe('quick fix', () => {
  it('puts the guard of the sibling routes on the open one', async () => {
    const document = await open('src/routes/orders.ts');
    await applyFirstFix(document, await diagnosticOn(document, 'missing-authentication', "ordersRouter.delete('/:id'"));
    assert.match(document.getText(), /ordersRouter\.delete\('\/:id', requireUser, async/);
    await noDiagnosticOn(document, 'missing-authentication', "ordersRouter.delete('/:id'");
  });

  it('turns a query built from text into one with parameters', async () => {
    const document = await open('src/services/products.ts');
    await applyFirstFix(document, await diagnosticOn(document, 'sql-injection', "ILIKE '%${term}%'"));
    assert.doesNotMatch(document.getText(), /'%\$\{term\}%'/);
    assert.match(document.getText(), /ILIKE \$1/);
    await noDiagnosticOn(document, 'sql-injection', 'ILIKE');
  });
});
