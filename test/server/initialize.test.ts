import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DidChangeTextDocumentNotification, HoverRequest, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { getBundle, transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

const always = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  hoverProvider: true,
};

describe.each(transports)('a server $name', (transport) => {
  test('offers to an editor that waits for diagnostics what it can do', async () => {
    const { initialized } = await openEditor(transport, { folders: [] });
    expect(initialized).toMatchObject({ serverInfo: { name: 'routewarden', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) } });
    expect(initialized.capabilities).toEqual({
      ...always,
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.routewarden'], resolveProvider: true },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    });
  });

  test('offers diagnostics to an editor that asks for them', async () => {
    const { initialized } = await openEditor(transport, { folders: [], pulls: true });
    expect(initialized.capabilities.diagnosticProvider).toEqual({
      identifier: 'routewarden',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
  });

  test('offers to a bare editor no more than it understands', async () => {
    const { initialized } = await openEditor(transport, {
      folders: [createWorkspaceFolder(shop)],
      capabilities: { window: {}, workspace: {}, textDocument: {} },
    });
    expect(initialized.capabilities).toEqual(always);
  });

  test('takes one root from an editor without workspace folders', async () => {
    const folder = createWorkspaceFolder(shop, 'my shop');
    const editor = await openEditor(transport, { folders: [folder], withoutFolders: true });
    await editor.message('routewarden/status', (params) => JSON.stringify(params).includes('"name":"my shop","state":"ready"'));
  });

  test('answers what it does not know with an error and goes on', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    await expect(editor.connection.sendRequest('textDocument/unheardOf', {})).rejects.toThrow('Unhandled method');
    await editor.connection.sendNotification('textDocument/unheardOf', {});
    await editor.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: folder.uriOf('src/never-opened.ts'), version: 9 },
      contentChanges: [{ text: 'x' }],
    });
    editor.open('untitled:Untitled-1', 'app.get("/");');
    editor.open('file:///elsewhere/app.ts', 'app.get("/");');
    expect(await editor.hover('untitled:Untitled-1', 'get')).toBeNull();
    expect(await editor.hover('file:///elsewhere/app.ts', 'get')).toBeNull();
    editor.open(uri);
    const outside = { line: 10_000, character: 10_000 };
    expect(await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: outside })).toBeNull();
  });
});

test('the bundle that answers `initialize` does not hold the engine', () => {
  expect(statSync(getBundle()).size).toBeLessThan(1_000_000);
});
