import { describe, expect, test } from 'vitest';
import { DiagnosticSeverity, FileChangeType } from 'vscode-languageserver/node';
import { docsAddress } from '#core';
import { toRulePage } from '#protocol';
import { openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

test('the editor links to the same pages as the command line', () => {
  expect(toRulePage('sql-injection')).toBe(docsAddress('sql-injection'));
});

describe.each(transports)('diagnostics of a server $name', (transport) => {
  test('name the rule, its page and the whole story', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const diagnostics = await editor.diagnostics(uri);
    const injection = diagnostics.find(({ code }) => code === 'sql-injection');
    expect(injection).toMatchObject({
      source: 'routewarden',
      severity: DiagnosticSeverity.Error,
      codeDescription: { href: docsAddress('sql-injection') },
      data: expect.stringMatching(/^[0-9a-f]{16}/),
      range: { start: { line: 8 } },
    });
    expect(injection?.message).toContain('query.status');
    const related = injection?.relatedInformation ?? [];
    expect(related.map(({ location }) => location.uri)).toContain(uri);
    const missing = diagnostics.find(({ code }) => code === 'missing-authentication');
    expect(missing).toMatchObject({ source: 'routewarden', range: { start: { line: 12 } } });
    expect(missing?.message).toContain('/api/orders/:id');
  });

  test('are sent for files that are not open', async () => {
    const folder = createWorkspaceFolder(shop);
    const editor = await openEditor(transport, { folders: [folder] });
    await editor.message('textDocument/publishDiagnostics', (params) => {
      const text = JSON.stringify(params);
      return text.includes(folder.uriOf('src/orders.ts')) && text.includes('sql-injection');
    });
  });

  test('stay while a new route is being typed', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    await editor.diagnostics(uri);
    let typed = '';
    for (const part of ['orders.', "get('/open", "', async (req, res) => {", ' await pool.query(`SELECT ${req.', 'query.id']) {
      editor.type(uri, `\n${typed}\norders.delete`, `\n${typed}${part}\norders.delete`);
      typed += part;
      const codes = (await editor.diagnostics(uri)).map(({ code }) => code);
      expect(codes, typed).toContain('sql-injection');
    }
  });

  test('follow the text, up to its newest version', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toContain('missing-authentication');
    editor.type(uri, "'/:id', async", "'/:id', requireUser, async");
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).not.toContain('missing-authentication');
    editor.type(uri, "'/:id', requireUser, async", "'/:id', async");
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toContain('missing-authentication');
  });

  test('follow an unsaved edit in another file', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const app = folder.uriOf('src/app.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    editor.open(app);
    await editor.diagnostics(uri);
    editor.type(app, "app.use('/api/orders', orders);", "app.use('/api/v2/orders', orders);");
    await editor.message('textDocument/publishDiagnostics', (params) => JSON.stringify(params).includes('/api/v2/orders/:id'));
  });

  test('go back to the text on disk when a document is closed unsaved', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    editor.type(uri, "'/:id', async", "'/:id', requireUser, async");
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).not.toContain('missing-authentication');
    const seen = editor.received.length;
    editor.close(uri);
    await editor.message('textDocument/publishDiagnostics', (params) => {
      const isNew = editor.received.findLastIndex((message) => message.params === params) >= seen;
      return isNew && JSON.stringify(params).includes('missing-authentication');
    });
  });

  test('are taken back when the file is deleted', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    await editor.message('textDocument/publishDiagnostics', (params) => JSON.stringify(params).includes('sql-injection'));
    folder.remove('src/orders.ts');
    editor.watched({ [uri]: FileChangeType.Deleted });
    await editor.message(
      'textDocument/publishDiagnostics',
      (params) => JSON.stringify(params) === JSON.stringify({ uri, diagnostics: [] }),
    );
  });

  test('show what is wrong in the policy file, where it is wrong', async () => {
    const folder = createWorkspaceFolder({ ...shop, 'routewarden.jsonc': '{\n  "acess": {}\n}\n' });
    const uri = folder.uriOf('routewarden.jsonc');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const [problem, ...others] = await editor.diagnostics(uri);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ source: 'routewarden', code: 'policy', range: { start: { line: 1 } } });
    expect(problem?.message).toContain('acess');
    editor.type(uri, '"acess": {}', '');
    expect(await editor.diagnostics(uri)).toEqual([]);
  });

  test('keep UTF-16 positions and encoded names apart from bytes', async () => {
    const file = 'src/café [id]/(öffentlich)/ärger #1.ts';
    const text = `import express from 'express';\nimport { Pool } from 'pg';\nconst app = express();\nconst pool = new Pool();\napp.get('/a', async (req, res) => { /* \u{1F600} ö */ await pool.query('SELECT ' + req.query.a); });\n`;
    const folder = createWorkspaceFolder({ 'package.json': shop['package.json'], [file]: text }, 'mein laden äöü');
    const uri = folder.uriOf(file);
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const injection = (await editor.diagnostics(uri)).find(({ code }) => code === 'sql-injection');
    const line = text.split('\n')[4] ?? '';
    const { start, end } = injection?.range ?? { start: { character: 0 }, end: { character: 0 } };
    expect(line.slice(start.character, end.character)).toMatch(/^(pool|'SELECT|req)/);
  });
});
