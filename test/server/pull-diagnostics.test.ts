import { describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type Diagnostic,
  DocumentDiagnosticRequest,
  FileChangeType,
  LSPErrorCodes,
  type ResponseError,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';
import { type Editor, openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

/** What `workspace/diagnostic` answers, as an editor keeps it. */
async function pullWorkspace(editor: Editor, known: ReadonlyMap<string, string> = new Map()) {
  const previousResultIds = [...known].map(([uri, value]) => ({ uri, value }));
  const { items } = await editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
  const full = items.filter((item) => item.kind === 'full');
  return {
    codes: new Map(full.map(({ uri, items: diagnostics }) => [uri, toCodes(diagnostics)])),
    results: new Map([...known, ...full.map(({ uri, resultId }): [string, string] => [uri, resultId ?? ''])]),
  };
}

function toCodes(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

describe.each(transports)('a server $name that is asked for diagnostics', (transport) => {
  test('answers for the newest text and sends nothing by itself', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder], pulls: true });
    editor.open(uri);
    expect(toCodes(await editor.diagnostics(uri))).toEqual(expect.arrayContaining(['sql-injection', 'missing-authentication']));
    editor.type(uri, "'/:id', async", "'/:id', requireUser, async");
    const codes = toCodes(await editor.diagnostics(uri));
    expect(codes).toContain('sql-injection');
    expect(codes).not.toContain('missing-authentication');
    expect(editor.received.filter(({ method }) => method === 'textDocument/publishDiagnostics')).toEqual([]);
  });

  test('says so when nothing has changed', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder], pulls: true });
    editor.open(uri);
    const ask = (previousResultId?: string) =>
      editor.connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      });
    const first = await ask();
    expect(first.kind).toBe('full');
    expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    editor.type(uri, 'sendStatus(204)', 'sendStatus(200)');
    expect((await ask('of another server')).kind).toBe('full');
  });

  test('has none for documents that are not its own', async () => {
    const editor = await openEditor(transport, { folders: [createWorkspaceFolder(shop)], pulls: true });
    editor.open('untitled:Untitled-1', 'x');
    expect(await editor.diagnostics('untitled:Untitled-1')).toEqual([]);
    expect(await editor.diagnostics('file:///elsewhere/app.ts')).toEqual([]);
  });

  test('answers for the workspace once, and again when something has changed', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder], pulls: true });
    const first = await pullWorkspace(editor);
    expect(first.codes.get(uri)).toContain('sql-injection');
    const again = pullWorkspace(editor, first.results);
    folder.remove('src/orders.ts');
    editor.watched({ [uri]: FileChangeType.Deleted });
    const second = await again;
    expect(second.codes.get(uri)).toEqual([]);
    const later = pullWorkspace(editor, second.results);
    folder.write('src/orders.ts', shop['src/orders.ts']);
    editor.watched({ [uri]: FileChangeType.Created });
    expect((await later).codes.get(uri)).toContain('sql-injection');
  });

  test('ends a waiting answer when it is cancelled', async () => {
    const editor = await openEditor(transport, { folders: [createWorkspaceFolder(shop)], pulls: true });
    const { results } = await pullWorkspace(editor);
    const cancellation = new CancellationTokenSource();
    const previousResultIds = [...results].map(([uri, value]) => ({ uri, value }));
    const waiting = editor.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds }, cancellation.token);
    const outcome = waiting.then(
      () => 'answered',
      (error: ResponseError<unknown>) => error.code,
    );
    cancellation.cancel();
    expect(await outcome).toBe(LSPErrorCodes.RequestCancelled);
  });

  test('asks to be asked again when an open document changes through another', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const app = folder.uriOf('src/app.ts');
    const editor = await openEditor(transport, { folders: [folder], pulls: true });
    editor.open(uri);
    editor.open(app);
    await editor.diagnostics(uri);
    editor.type(app, "'/api/orders'", "'/api/v2/orders'");
    await editor.message('workspace/diagnostic/refresh');
    expect((await editor.diagnostics(uri)).map(({ message }) => message).join()).toContain('/api/v2/orders/:id');
  });
});
