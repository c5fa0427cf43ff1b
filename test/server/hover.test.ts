import { describe, expect, test } from 'vitest';
import { type Hover, MarkupContent } from 'vscode-languageserver/node';
import { openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { transports } from './transport.ts';
import { createWorkspaceFolder } from './workspace-folder.ts';

function toText(hover: Hover | null): string {
  return hover !== null && MarkupContent.is(hover.contents) ? hover.contents.value : '';
}

describe.each(transports)('hovers of a server $name', (transport) => {
  test('show a route: who may call it, why, and what it reads', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const text = toText(await editor.hover(uri, "'/', requireUser"));
    expect(text).toContain('`GET /api/orders`');
    expect(text).toContain('**Signed-in callers only**');
    expect(text).toContain(`${folder.uriOf('src/auth.ts')}#L`);
    expect(text).toContain('`requireUser`');
  });

  test('show a guard where it is applied', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect(toText(await editor.hover(uri, 'requireUser, async'))).toContain('`requireUser` **guard**: rejects callers');
  });

  test('show a finding with its steps and its rule', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    const { range } = (await editor.diagnostics(uri)).find(({ code }) => code === 'sql-injection') ?? { range: undefined };
    const line = editor.text(uri).split('\n')[range?.start.line ?? 0] ?? '';
    const text = toText(await editor.hover(uri, line.slice(range?.start.character)));
    expect(text).toContain('CWE-89');
    expect(text).toContain('docs/rules/sql-injection.md');
    expect(text).toContain(`${uri}#L9`);
  });

  test('are plain text for an editor without markdown', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, {
      folders: [folder],
      capabilities: { workspace: { workspaceFolders: true }, textDocument: { hover: {} } },
    });
    editor.open(uri);
    const hover = await editor.hover(uri, "'/', requireUser");
    expect(hover?.contents).toMatchObject({ kind: 'plaintext' });
    expect(toText(hover)).toContain('GET /api/orders (express)');
    expect(toText(hover)).not.toMatch(/\*\*|`GET|\]\(/);
  });

  test('are absent where there is nothing to say', async () => {
    const folder = createWorkspaceFolder(shop);
    const uri = folder.uriOf('src/orders.ts');
    const editor = await openEditor(transport, { folders: [folder] });
    editor.open(uri);
    expect(await editor.hover(uri, 'const pool')).toBeNull();
  });
});
