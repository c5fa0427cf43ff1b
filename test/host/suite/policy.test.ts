import assert from 'node:assert/strict';
import { diagnosticOn, noDiagnosticOn, open, ours, replace, until } from '../documents.ts';

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

  it('decides about routes as it is typed', async () => {
    const routes = await open('src/routes/users.ts');
    await diagnosticOn(routes, 'guard-after-route', "usersRouter.get('/',");
    const policy = await open('routewarden.jsonc');
    await replace(policy, firstEntry, `{ "route": "GET /api/users", "public": "A directory" },\n    ${firstEntry}`);
    await noDiagnosticOn(routes, 'guard-after-route', "usersRouter.get('/',");
  });
});
