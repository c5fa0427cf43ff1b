import { describe, expect, test } from 'vitest';
import { type RoutesParams, type RoutesResult, routesRequest } from '#protocol';
import { type Editor, openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

function routes(editor: Editor, params: RoutesParams = {}): Promise<RoutesResult> {
  return editor.connection.sendRequest(routesRequest, params);
}

const users = {
  'package.json': shop['package.json'],
  'app.ts': `import express from 'express';
import { Pool } from 'pg';

const app = express();
const pool = new Pool();
app.get('/users', async (req, res) => res.json(await pool.query('SELECT * FROM users WHERE name = ' + req.query.name)));
`,
};

describe.each(transports)('folders of a server $name', (transport) => {
  test('have an analysis each', async () => {
    const orders = createWorkspaceFolder(shop, 'orders');
    const people = createWorkspaceFolder(users, 'people');
    const editor = await openEditor(transport, { folders: [orders, people] });
    const { folders } = await routes(editor);
    expect(folders.map(({ name, routes: list }) => [name, list.map(({ path }) => path)])).toEqual([
      ['orders', ['/api/orders', '/api/orders/:id']],
      ['people', ['/users']],
    ]);
    expect(folders[1]?.routes[0]).toMatchObject({ method: 'GET', framework: 'express', at: { uri: people.uriOf('app.ts') } });
    expect((await routes(editor, { folder: people.uri })).folders.map(({ name }) => name)).toEqual(['people']);
    expect((await routes(editor, { folder: 'file:///nowhere' })).folders).toEqual([]);
  });

  test('come and go', async () => {
    const orders = createWorkspaceFolder(shop, 'orders');
    const people = createWorkspaceFolder(users, 'people');
    const uri = orders.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [people] });
    expect((await routes(editor)).folders.map(({ name }) => name)).toEqual(['people']);
    editor.changeFolders({ added: [orders] });
    await editor.message('textDocument/publishDiagnostics', (params) => JSON.stringify(params).includes(uri));
    editor.changeFolders({ removed: [orders] });
    await editor.message(
      'textDocument/publishDiagnostics',
      (params) => JSON.stringify(params) === JSON.stringify({ uri, diagnostics: [] }),
    );
    expect((await routes(editor)).folders.map(({ name }) => name)).toEqual(['people']);
  });

  test('inside one another answer for their own files', async () => {
    const outer = createWorkspaceFolder({
      ...shop,
      'packages/people/package.json': users['package.json'],
      'packages/people/app.ts': users['app.ts'],
    });
    const inner = { ...outer, uri: outer.uriOf('packages/people'), path: `${outer.path}/packages/people` };
    const uri = outer.uriOf('packages/people/app.ts');
    const editor = await openEditor(transport, {
      folders: [outer, inner],
      settings: { [inner.uri]: { rules: { 'sql-injection': 'off' } } },
    });
    editor.open(uri);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).not.toContain('sql-injection');
    editor.changeFolders({ removed: [inner] });
    await editor.message('textDocument/publishDiagnostics', (params) => {
      const text = JSON.stringify(params);
      return text.includes(uri) && text.includes('sql-injection');
    });
  });

  test('that are not on disk are left alone', async () => {
    const people = createWorkspaceFolder(users, 'people');
    const virtual = { ...people, uri: 'vscode-vfs://github/ada/people', path: '/ada/people' };
    const editor = await openEditor(transport, { folders: [virtual, people] });
    expect((await routes(editor)).folders.map(({ uri }) => uri)).toEqual([people.uri]);
  });
});
