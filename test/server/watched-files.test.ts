import { describe, expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { type RoutesResult, routesRequest } from '#protocol';
import { type Editor, openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

async function routePaths(editor: Editor): Promise<readonly string[]> {
  const { folders }: RoutesResult = await editor.connection.sendRequest(routesRequest, {});
  return folders.flatMap(({ routes }) => routes.map(({ method, path }) => `${method} ${path}`));
}

const shopRoutes = ['GET /api/orders', 'DELETE /api/orders/:id'];

describe.each(transports)('changes on disk, to a server $name', (transport) => {
  test('are watched: sources, manifests, configuration, policy, and what comes and goes', async () => {
    const editor = await openEditor(transport, { folders: [createWorkspaceFolder(shop)] });
    const registration = await editor.message('client/registerCapability', (params) =>
      JSON.stringify(params).includes('didChangeWatchedFiles'),
    );
    const text = JSON.stringify(registration);
    for (const name of ['ts,tsx,mts,cts,js,jsx,mjs,cjs', 'package.json', 'tsconfig*.json', 'jsonc', '.gitignore'])
      expect(text).toContain(name);
  });

  test('of a source are taken in', async () => {
    const folder = createWorkspaceFolder(shop);
    const editor = await openEditor(transport, { folders: [folder] });
    expect(await routePaths(editor)).toEqual(shopRoutes);
    folder.write('src/app.ts', shop['src/app.ts'].replace('/api/orders', '/v2/orders'));
    editor.watched({ [folder.uriOf('src/app.ts')]: FileChangeType.Changed });
    expect(await routePaths(editor)).toEqual(['GET /v2/orders', 'DELETE /v2/orders/:id']);
  });

  test('of an open document do not overrule the editor', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/app.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    editor.type(uri, '/api/orders', '/typed/orders');
    expect(await routePaths(editor)).toEqual(['GET /typed/orders', 'DELETE /typed/orders/:id']);
    folder.write('src/app.ts', shop['src/app.ts'].replace('/api/orders', '/disk/orders'));
    editor.watched({ [uri]: FileChangeType.Changed });
    expect(await routePaths(editor)).toEqual(['GET /typed/orders', 'DELETE /typed/orders/:id']);
    editor.close(uri);
    expect(await routePaths(editor)).toEqual(['GET /disk/orders', 'DELETE /disk/orders/:id']);
  });

  test('may bring a whole folder, and take it away, in one event', async () => {
    const folder = createWorkspaceFolder({ 'package.json': shop['package.json'] });
    const editor = await openEditor(transport, { folders: [folder] });
    expect(await routePaths(editor)).toEqual([]);
    for (const [file, text] of Object.entries(shop)) folder.write(file, text);
    editor.watched({ [folder.uriOf('src')]: FileChangeType.Created });
    expect(await routePaths(editor)).toEqual(shopRoutes);
    folder.remove('src');
    editor.watched({ [folder.uriOf('src')]: FileChangeType.Deleted });
    expect(await routePaths(editor)).toEqual([]);
  });

  test('of dependencies, ignored files and other files do not matter', async () => {
    const folder = createWorkspaceFolder({ ...shop, '.gitignore': 'generated/\n' });
    const editor = await openEditor(transport, { folders: [folder] });
    expect(await routePaths(editor)).toEqual(shopRoutes);
    const extra = "import express from 'express';\nexpress().get('/extra', () => {});\n";
    const files = ['node_modules/x/index.js', 'generated/extra.ts', 'notes/readme.md'];
    for (const file of files) folder.write(file, extra);
    editor.watched(Object.fromEntries(files.map((file) => [folder.uriOf(file), FileChangeType.Created])));
    expect(await routePaths(editor)).toEqual(shopRoutes);
    folder.write('.gitignore', '');
    editor.watched({ [folder.uriOf('.gitignore')]: FileChangeType.Changed });
    expect(await routePaths(editor)).toEqual([...shopRoutes, 'GET /extra']);
  });

  test('of the policy file change what is found', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toContain('sql-injection');
    folder.write('routewarden.jsonc', '{ "rules": { "sql-injection": "off" } }\n');
    editor.watched({ [folder.uriOf('routewarden.jsonc')]: FileChangeType.Created });
    await editor.message('textDocument/publishDiagnostics', (params) => {
      const text = JSON.stringify(params);
      return text.includes(uri) && text.includes('missing-authentication') && !text.includes('sql-injection');
    });
  });
});
