import { describe, expect, test } from 'vitest';
import { CodeActionRequest, CodeActionResolveRequest, LSPErrorCodes, type ResponseError } from 'vscode-languageserver/node';
import { type Editor, openEditor } from './editor.ts';
import { leakyShop, shop } from './shop.ts';
import { type Transport, transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

const unguarded = "orders.delete('/:id'";
const leak = 'res.status(401)';
const codes = (diagnostics: readonly { readonly code?: unknown }[]) => diagnostics.map(({ code }) => code);

async function openFile(
  transport: Transport,
  files: Readonly<Record<string, string>>,
  file: string,
  options: Partial<Parameters<typeof openEditor>[1]> = {},
) {
  const folder = createWorkspaceFolder(files);
  const editor = await openEditor(transport, { folders: [folder], ...options });
  const uri = folder.uriOf(file);
  editor.open(uri);
  return { editor, uri, folder };
}

async function applyFirst(editor: Editor, uri: string, at: string, only: string[]): Promise<void> {
  const [first] = await editor.actions(uri, at, only);
  if (first === undefined) throw new Error(`There is no ${only.join()} at ${at}.`);
  await editor.apply(first);
}

describe.each(transports)('code actions of a server $name', (transport) => {
  test('fix the finding that they are offered for, in the words of the fix', async () => {
    const { editor, uri } = await openFile(transport, shop, 'src/orders.ts');
    expect(codes(await editor.diagnostics(uri))).toContain('missing-authentication');
    const [first] = await editor.actions(uri, unguarded, ['quickfix']);
    expect(first).toMatchObject({
      title: 'Require authentication with requireUser',
      kind: 'quickfix',
      diagnostics: [{ code: 'missing-authentication' }],
    });
    expect(first?.edit).toBeUndefined();
    if (first !== undefined) await editor.apply(first);
    expect(editor.text(uri)).toContain("orders.delete('/:id', requireUser, async");
    const after = codes(await editor.diagnostics(uri));
    expect(after).not.toContain('missing-authentication');
    expect(after).toContain('sql-injection');
  });

  test('prefer the first safe fix alone, and offer to suppress last', async () => {
    const { editor, uri } = await openFile(transport, leakyShop, 'src/auth.ts');
    expect(codes(await editor.diagnostics(uri))).toContain('guard-does-not-stop');
    const safe = await editor.actions(uri, leak, ['quickfix']);
    expect(safe.map(({ isPreferred }) => isPreferred === true)).toEqual([true, ...safe.slice(1).map(() => false)]);
    expect(safe.at(-1)?.title).toMatch(/^Ignore guard-does-not-stop/);
    const last = safe.at(-1);
    if (last !== undefined) await editor.apply(last);
    expect(editor.text(uri)).toContain('// routewarden-ignore guard-does-not-stop');
  });

  test('may create the policy file', async () => {
    const { editor, uri, folder } = await openFile(transport, shop, 'src/orders.ts');
    const action = (await editor.actions(uri, unguarded, ['quickfix'])).find(({ title }) => title.includes('routewarden.jsonc'));
    const resolved = await editor.connection.sendRequest(CodeActionResolveRequest.type, action ?? { title: 'none' });
    const policy = folder.uriOf('routewarden.jsonc');
    expect(resolved.edit?.documentChanges).toEqual([
      { kind: 'create', uri: policy, options: { ignoreIfExists: true } },
      {
        textDocument: { uri: policy, version: null },
        edits: [expect.objectContaining({ newText: expect.stringContaining('DELETE /api/orders/:id') })],
      },
    ]);
  });

  test('carry their edit for an editor that does not ask for it, and create no file for one that cannot', async () => {
    const { editor, uri } = await openFile(transport, shop, 'src/orders.ts', {
      capabilities: {
        workspace: { workspaceFolders: true },
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } } },
      },
    });
    const actions = await editor.actions(uri, unguarded, ['quickfix']);
    for (const { edit } of actions) expect(Object.keys(edit?.changes ?? {})).toEqual([uri]);
    expect(actions.filter(({ title }) => title.includes('routewarden.jsonc'))).toEqual([]);
    const [first] = actions;
    if (first !== undefined) await editor.apply(first);
    expect(editor.text(uri)).toContain("orders.delete('/:id', requireUser, async");
  });

  test('are not offered where there is no finding, nor for kinds that were not asked for', async () => {
    const { editor, uri } = await openFile(transport, shop, 'src/orders.ts');
    expect(await editor.actions(uri, 'res.json(rows)', ['quickfix'])).toEqual([]);
    expect(await editor.actions(uri, unguarded, ['refactor'])).toEqual([]);
    expect((await editor.actions(uri, unguarded, ['source'])).map(({ kind }) => kind)).toEqual(['source.fixAll.routewarden']);
    editor.open('untitled:Untitled-1', 'x');
    const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const params = { textDocument: { uri: 'untitled:Untitled-1' }, range: nowhere, context: { diagnostics: [] } };
    expect(await editor.connection.sendRequest(CodeActionRequest.type, params)).toEqual([]);
  });

  test('of a text that is gone are refused', async () => {
    const { editor, uri } = await openFile(transport, shop, 'src/orders.ts');
    const [first] = await editor.actions(uri, unguarded, ['quickfix']);
    editor.type(uri, unguarded, "orders.delete('/:id', requireUser");
    const outcome = editor.connection.sendRequest(CodeActionResolveRequest.type, first ?? { title: 'none' }).then(
      () => 'answered',
      (error: ResponseError<unknown>) => error.code,
    );
    expect(await outcome).toBe(LSPErrorCodes.ContentModified);
    await expect(editor.connection.sendRequest(CodeActionResolveRequest.type, { title: 'made up', data: 1 })).rejects.toThrow();
  });

  test('fix all that is safe in a file, nothing else, and nothing twice', async () => {
    const { editor, uri } = await openFile(transport, leakyShop, 'src/auth.ts');
    expect(codes(await editor.diagnostics(uri))).toEqual(['guard-does-not-stop', 'guard-does-not-stop']);
    await applyFirst(editor, uri, 'import', ['source.fixAll']);
    expect(editor.text(uri)).toBe(leakyShop['src/auth.ts'].replaceAll(/( +)(res\.status.*)\n/g, '$1$2\n$1return;\n'));
    expect(codes(await editor.diagnostics(uri))).toEqual([]);
    expect(await editor.actions(uri, 'import', ['source.fixAll'])).toEqual([]);
  });

  test('leave rules alone that the user has turned off', async () => {
    const { editor, uri } = await openFile(transport, leakyShop, 'src/auth.ts', {
      settings: { '': { rules: { 'guard-does-not-stop': 'off' } } },
    });
    expect(await editor.actions(uri, leak)).toEqual([]);
  });
});
