import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticOn, noDiagnosticOn, open, ours, positionOf, replace, until } from '../documents.ts';

const firstEntry = '{ "route": "GET /health"';

describe('policy file', () => {
  it('has no diagnostics as it stands', async () => {
    const policy = await open('routewarden.jsonc');
    const routes = await open('src/routes/stock.ts');
    assert.equal(routes.languageId, 'typescript');
    assert.deepEqual(ours(policy), []);
  });

  it('shows an entry that no route matches', async () => {
    const policy = await open('routewarden.jsonc');
    await replace(policy, firstEntry, `{ "route": "GET /no-such-route", "authenticated": true },\n    ${firstEntry}`);
    const problem = await until('a diagnostic on the entry', () => ours(policy).find(({ message }) => message.includes('/no-such-route')));
    assert.equal(policy.getText(problem.range).includes('/no-such-route'), true);
    await replace(policy, '{ "route": "GET /no-such-route", "authenticated": true },', '');
    await until('no diagnostic is left', () => (ours(policy).length === 0 ? true : undefined));
  });

  it('shows what cannot be read', async () => {
    const policy = await open('routewarden.jsonc');
    await replace(policy, '"roles": ["admin"]', '"roles": []');
    await until('a diagnostic on the empty list', () => ours(policy).find(({ message }) => message.includes('roles')));
    await replace(policy, '"roles": []', '"roles": ["admin"]');
    await until('no diagnostic is left', () => (ours(policy).length === 0 ? true : undefined));
  });

  it('is completed from its schema, rules included', async () => {
    const policy = await open('routewarden.jsonc');
    await replace(policy, '"access":', '"rules": { "" },\n  "access":');
    const position = positionOf(policy, '"" }').translate(0, 1);
    const labels = await until('completions', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        policy.uri,
        position,
      );
      const found = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.includes('sql-injection') ? found : undefined;
    });
    assert.ok(labels.includes('missing-authentication'));
    await replace(policy, '"rules": { "" },\n  ', '');
  });

  it('decides about routes as it is typed', async () => {
    const routes = await open('src/routes/users.ts');
    await diagnosticOn(routes, 'guard-after-route', "usersRouter.get('/',");
    const policy = await open('routewarden.jsonc');
    await replace(policy, firstEntry, `{ "route": "GET /api/users", "public": "A directory" },\n    ${firstEntry}`);
    await noDiagnosticOn(routes, 'guard-after-route', "usersRouter.get('/',");
  });
});
