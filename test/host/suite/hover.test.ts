import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, positionOf, until } from '../documents.ts';

function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The hover on the first occurrence of `text`, once it speaks of a route. */
async function hoverOn(file: string, text: string): Promise<string> {
  const document = await open(file);
  const position = positionOf(document, text).translate(0, text.indexOf("'") + 1);
  return until(`a hover on ${text}`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
    const shown = textOf(hovers);
    return shown.includes('/api/') ? shown : undefined;
  });
}

describe('hover', () => {
  it('shows method, full path and who may call a guarded route, with the guard', async () => {
    const hover = await hoverOn('src/routes/orders.ts', "ordersRouter.get('/:id'");
    assert.match(hover, /GET \/api\/orders\/:id/);
    assert.match(hover, /Signed\\?-in callers only/);
    assert.match(hover, /requireUser/);
  });

  it('shows that a route is open to everyone', async () => {
    const hover = await hoverOn('src/routes/orders.ts', "ordersRouter.delete('/:id'");
    assert.match(hover, /DELETE \/api\/orders\/:id/);
    assert.match(hover, /Open to every caller/);
  });

  it('shows that a route is public by policy', async () => {
    const hover = await hoverOn('src/routes/products.ts', "productsRouter.get('/search'");
    assert.match(hover, /GET \/api\/products\/search/);
    assert.match(hover, /Public.*The catalogue is open to everyone/);
  });
});
