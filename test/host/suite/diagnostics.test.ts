import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticOn, noDiagnosticOn, open, ours, positionOf, replace, ruleOf, shown } from '../documents.ts';

describe('diagnostics', () => {
  it('show the one route of the file that anyone may call, at its registration', async () => {
    const document = await open('src/routes/orders.ts');
    const diagnostic = await diagnosticOn(document, 'missing-authentication', "ordersRouter.delete('/:id'");
    assert.match(diagnostic.message, /DELETE \/api\/orders\/:id/);
    const missing = ours(document).filter((other) => ruleOf(other) === 'missing-authentication');
    assert.equal(missing.length, 1, shown(document).join(', '));
  });

  it('link to the page of the rule', async () => {
    const document = await open('src/routes/orders.ts');
    const { code } = await diagnosticOn(document, 'missing-authentication', "ordersRouter.delete('/:id'");
    assert.ok(typeof code === 'object', 'the code has a target');
    assert.match(code.target.toString(), /docs\/rules\/missing-authentication\.md$/);
  });

  it('show a query that is built from text where it runs, three files from the route', async () => {
    const document = await open('src/services/products.ts');
    const diagnostic = await diagnosticOn(document, 'sql-injection', "ILIKE '%${term}%'");
    assert.ok((diagnostic.relatedInformation ?? []).some(({ location }) => location.uri.path.endsWith('/src/routes/products.ts')));
  });

  it('follow the text of an unsaved file', async () => {
    const document = await open('src/routes/products.ts');
    const registration = "productsRouter.post('/:id/reviews', requireUser, async";
    await noDiagnosticOn(document, 'missing-authentication', "productsRouter.post('/:id/reviews'");
    await replace(document, registration, "productsRouter.post('/:id/reviews', async");
    await diagnosticOn(document, 'missing-authentication', "productsRouter.post('/:id/reviews'");
    await replace(document, "productsRouter.post('/:id/reviews', async", registration);
    await noDiagnosticOn(document, 'missing-authentication', "productsRouter.post('/:id/reviews'");
  });

  it('follow an edit in another file', async () => {
    const users = await open('src/routes/users.ts');
    await noDiagnosticOn(users, 'missing-authentication', "usersRouter.get('/me'");
    const middleware = await open('src/auth/middleware.ts');
    const rejection = "    res.status(401).json({ error: 'Sign in first.' });\n    return;\n  }\n  res.locals.user = user;";
    const start = positionOf(middleware, rejection);
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(start, middleware.positionAt(middleware.offsetAt(start) + rejection.length));
    edit.replace(middleware.uri, range, '    next();\n    return;\n  }\n  res.locals.user = user;');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await diagnosticOn(users, 'missing-authentication', "usersRouter.get('/me'");
    await vscode.window.showTextDocument(middleware);
    await vscode.commands.executeCommand('undo');
    await noDiagnosticOn(users, 'missing-authentication', "usersRouter.get('/me'");
  });
});
