import { describe, expect, test } from 'vitest';
import { CodeActionRequest, CodeActionResolveRequest, LSPErrorCodes, type ResponseError } from 'vscode-languageserver/node';
import { openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

const injection = '`SELECT * FROM orders';
const codes = (diagnostics: readonly { readonly code?: unknown }[]) => diagnostics.map(({ code }) => code);

describe.each(transports)('code actions of a server $name', (transport) => {
  test('fix the finding that they are offered for', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect(codes(await editor.diagnostics(uri))).toContain('sql-injection');
    const actions = await editor.actions(uri, injection, ['quickfix']);
    const [first] = actions;
    expect(first).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'sql-injection' }] });
    expect(first?.edit).toBeUndefined();
    expect(actions.filter(({ isPreferred }) => isPreferred === true)).toHaveLength(1);
    if (first !== undefined) await editor.apply(first);
    expect(editor.text(uri)).toContain('WHERE status = $1');
    const after = codes(await editor.diagnostics(uri));
    expect(after).not.toContain('sql-injection');
    expect(after).toContain('missing-authentication');
  });

  test('offer to suppress a finding last', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const actions = await editor.actions(uri, injection, ['quickfix']);
    const last = actions.at(-1);
    expect(last?.title).toMatch(/sql-injection/);
    if (last !== undefined) await editor.apply(last);
    expect(editor.text(uri)).toMatch(/\/\/ routewarden-/);
  });

  test('carry their edit for an editor that does not ask for it', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, {
      folders: [folder],
      capabilities: {
        workspace: { workspaceFolders: true },
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
      },
    });
    editor.open(uri);
    const [first] = await editor.actions(uri, injection, ['quickfix']);
    expect(Object.keys(first?.edit?.changes ?? {})).toEqual([uri]);
    if (first !== undefined) await editor.apply(first);
    expect(editor.text(uri)).toContain('WHERE status = $1');
  });

  test('are not offered where there is no finding, nor for kinds that were not asked for', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect(await editor.actions(uri, 'res.json(rows)', ['quickfix'])).toEqual([]);
    expect(await editor.actions(uri, injection, ['refactor'])).toEqual([]);
    expect((await editor.actions(uri, injection, ['source'])).map(({ kind }) => kind)).toEqual(['source.fixAll.routewarden']);
    editor.open('untitled:Untitled-1', 'x');
    const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    expect(
      await editor.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri: 'untitled:Untitled-1' },
        range: nowhere,
        context: { diagnostics: [] },
      }),
    ).toEqual([]);
  });

  test('of a text that is gone are refused', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const [first] = await editor.actions(uri, injection, ['quickfix']);
    editor.type(uri, "'${req.query.status}'", "'open'");
    const outcome = editor.connection.sendRequest(CodeActionResolveRequest.type, first ?? { title: 'none' }).then(
      () => 'answered',
      (error: ResponseError<unknown>) => error.code,
    );
    expect(await outcome).toBe(LSPErrorCodes.ContentModified);
    await expect(editor.connection.sendRequest(CodeActionResolveRequest.type, { title: 'made up', data: 1 })).rejects.toThrow();
  });

  test('fix all that is safe in a file, and nothing else', async () => {
    const second =
      "orders.get('/by-id', requireUser, async (req, res) => {\n  res.json(await pool.query('SELECT * FROM orders WHERE id = ' + req.query.id));\n});\n";
    const folder = createWorkspaceFolder({ ...shop, 'src/orders.ts': `${shop['src/orders.ts']}\n${second}` });
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect(codes(await editor.diagnostics(uri)).filter((code) => code === 'sql-injection')).toHaveLength(2);
    const before = editor.text(uri);
    const [fixAll] = await editor.actions(uri, 'import', ['source.fixAll']);
    expect(editor.text(uri)).toBe(before);
    if (fixAll !== undefined) await editor.apply(fixAll);
    expect(editor.text(uri)).not.toBe(before);
    expect(editor.text(uri)).toContain('WHERE status = $1');
    expect(editor.text(uri)).toContain('WHERE id = $1');
    expect(codes(await editor.diagnostics(uri))).not.toContain('sql-injection');
    const [again] = await editor.actions(uri, 'import', ['source.fixAll']);
    const text = editor.text(uri);
    if (again !== undefined) await editor.apply(again);
    expect(editor.text(uri)).toBe(text);
  });
});
