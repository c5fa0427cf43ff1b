import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';

const policy = 'routewarden.jsonc';
const firstEntry = '{ "route": "GET /health"';

describe('the policy file in the workbench', () => {
  let editor: Editor;

  beforeAll(async () => {
    editor = await openEditor({ example: 'express-shop', file: policy });
  });

  afterEach(({ task }) => editor.keepEvidence(task));
  afterAll(() => editor.close());

  test('is underlined where an entry matches no route', async () => {
    await editor.page.locator('.view-line', { hasText: 'GET /health' }).waitFor();
    await editor.goTo(policy, firstEntry);
    await editor.page.keyboard.insertText('{ "route": "GET /nowhere", "authenticated": true }, ');
    await editor.page.locator('.view-line', { hasText: '/nowhere' }).waitFor();
    await editor.page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'attached' });
    await editor.openProblems();
    const row = await editor.problem('/nowhere');
    expect(await row.textContent()).toMatch(/no route/i);
    await editor.picture('policy-file');
    await editor.closeProblems();
  });

  test('opens a route as soon as it is saved', async () => {
    await editor.page.locator('.view-line', { hasText: '/nowhere' }).first().click();
    await editor.page.keyboard.press('Control+z');
    await editor.goTo(policy, firstEntry);
    await editor.page.keyboard.insertText('{ "route": "DELETE /api/orders/:id", "public": "A demonstration" }, ');
    await editor.page.keyboard.press('Control+s');
    await expect.poll(() => editor.workspace.read(policy)).toContain('A demonstration');
    await editor.open('src/routes/orders.ts');
    await editor.goTo('src/routes/orders.ts', "ordersRouter.delete('/:id'");
    const hover = await editor.hover('A demonstration');
    expect(await hover.textContent()).toContain('DELETE /api/orders/:id');
  });
});
