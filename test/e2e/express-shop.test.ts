import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';

const orders = 'src/routes/orders.ts';
const openRoute = "ordersRouter.delete('/:id'";

describe('an open route in the workbench', () => {
  let editor: Editor;

  beforeAll(async () => {
    editor = await openEditor({ example: 'express-shop', file: orders });
  });

  afterEach(({ task }) => editor.keepEvidence(task));
  afterAll(() => editor.close());

  test('is underlined where it is registered', async () => {
    const line = editor.page.locator('.view-line', { hasText: openRoute });
    await line.waitFor();
    const squiggle = editor.page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first();
    await squiggle.waitFor({ state: 'attached' });
    const [lineBox, squiggleBox] = [await line.boundingBox(), await squiggle.boundingBox()];
    expect(Math.abs((lineBox?.y ?? 0) - (squiggleBox?.y ?? -1_000))).toBeLessThan(lineBox?.height ?? 0);
  });

  test('says on hover which route it is and who may call it', async () => {
    await editor.goTo(orders, openRoute);
    const hover = await editor.hover('Open to every caller');
    expect(await hover.textContent()).toContain('DELETE /api/orders/:id');
    await editor.picture('missing-authentication');
    await editor.page.keyboard.press('Escape');
  });

  test('is guarded like its siblings: on hover', async () => {
    await editor.goTo(orders, "ordersRouter.get('/:id'");
    const hover = await editor.hover('Signed-in callers only');
    expect(await hover.textContent()).toContain('GET /api/orders/:id');
    await editor.picture('route-hover');
    await editor.page.keyboard.press('Escape');
  });

  test('is a row of the Problems panel', async () => {
    await editor.openProblems();
    await editor.picture('problems');
    const row = await editor.problem('DELETE /api/orders/:id');
    expect(await row.textContent()).toContain('missing-authentication');
    await editor.closeProblems();
  });

  test('is guarded by a quick fix, in the file on disk', async () => {
    await editor.open(orders);
    await editor.goTo(orders, openRoute);
    await editor.quickFixes('requireUser');
    await editor.picture('quick-fix');
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('.view-line', { hasText: "ordersRouter.delete('/:id', requireUser" }).waitFor();
    await editor.page.keyboard.press('Control+s');
    await expect.poll(() => editor.workspace.read(orders), { timeout: 20_000 }).toContain("ordersRouter.delete('/:id', requireUser, async");
  });

  test('nothing leaves the machine', () => {
    expect(editor.workbench.outsideRequests()).toEqual([]);
    expect(editor.server.outsideConnections()).toEqual([]);
    expect(editor.server.processes().some((command) => command.includes('/dist/server.cjs'))).toBe(true);
  });
});
