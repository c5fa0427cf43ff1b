import { describe, expect, test } from 'vitest';
import { DiagnosticSeverity, DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { type Editor, openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

/** Waits for diagnostics of the document, sent after now, that `matches`. */
function next(editor: Editor, uri: string, matches: (text: string) => boolean): Promise<unknown> {
  const seen = new Set(editor.received);
  return editor.message('textDocument/publishDiagnostics', (params) => {
    const isNew = ![...seen].some((message) => message.params === params);
    const text = JSON.stringify(params);
    return isNew && text.includes(`"uri":"${uri}"`) && matches(text);
  });
}

describe.each(transports)('settings of a server $name', (transport) => {
  test('set the level of a rule, or turn it off, at once', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const settings: Record<string, unknown> = { '': { rules: { 'sql-injection': 'low', 'missing-authentication': 'off' } } };
    const editor = await openEditor(transport, { folders: [folder], settings });
    editor.open(uri);
    const diagnostics = await editor.diagnostics(uri);
    expect(diagnostics.find(({ code }) => code === 'sql-injection')?.severity).toBe(DiagnosticSeverity.Information);
    expect(diagnostics.map(({ code }) => code)).not.toContain('missing-authentication');
    settings[''] = {};
    const changed = next(editor, uri, (text) => text.includes('missing-authentication'));
    editor.changeSettings();
    await changed;
  });

  test('turn a folder off and on', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const settings: Record<string, unknown> = {};
    const editor = await openEditor(transport, { folders: [folder], settings });
    editor.open(uri);
    expect(await editor.diagnostics(uri)).not.toEqual([]);
    settings[''] = { enable: false };
    const gone = next(editor, uri, (text) => text.includes('"diagnostics":[]'));
    editor.changeSettings();
    await gone;
    expect(await editor.hover(uri, "'/', requireUser")).toBeNull();
    settings[''] = { enable: true };
    const back = next(editor, uri, (text) => text.includes('sql-injection'));
    editor.changeSettings();
    await back;
  });

  test('leave files out', async () => {
    const folder = createWorkspaceFolder({ ...shop, 'legacy/orders.ts': shop['src/orders.ts'].replace('./auth', '../src/auth') });
    const settings = { '': { exclude: ['legacy'] } };
    const editor = await openEditor(transport, { folders: [folder], settings });
    await editor.message('textDocument/publishDiagnostics', (params) => JSON.stringify(params).includes('/src/orders.ts'));
    expect(JSON.stringify(editor.received.filter(({ method }) => method === 'textDocument/publishDiagnostics'))).not.toContain('/legacy/');
  });

  test('name the policy file', async () => {
    const folder = createWorkspaceFolder({ ...shop, 'security/strict.jsonc': '{ "rules": { "sql-injection": "off" } }\n' });
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder], settings: { '': { policy: 'security/strict.jsonc' } } });
    editor.open(uri);
    const codes = (await editor.diagnostics(uri)).map(({ code }) => code);
    expect(codes).toContain('missing-authentication');
    expect(codes).not.toContain('sql-injection');
  });

  test('that make no sense are named in the log and otherwise ignored', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder], settings: { '': { policy: '/etc/passwd', rules: 'none' } } });
    editor.open(uri);
    expect(await editor.diagnostics(uri)).not.toEqual([]);
    for (const name of ['routewarden.policy', 'routewarden.rules']) {
      await editor.message('window/logMessage', (params) => JSON.stringify(params).includes(name));
    }
  });

  test('come with the start or a notification from an editor that cannot be asked', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, {
      folders: [folder],
      capabilities: { workspace: { workspaceFolders: true } },
      initializationOptions: { settings: { rules: { 'sql-injection': 'off' } } },
    });
    editor.open(uri);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).not.toContain('sql-injection');
    const changed = next(editor, uri, (text) => text.includes('sql-injection'));
    await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { routewarden: { rules: {} } } });
    await changed;
  });
});
