import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Editor, openEditor } from './editor.ts';

const users = 'src/routes/users.ts';

describe('Restricted Mode', () => {
  let editor: Editor;

  beforeAll(async () => {
    editor = await openEditor({ example: 'express-shop', file: users, restricted: true });
  });

  afterEach(({ task }) => editor.keepEvidence(task));
  afterAll(() => editor.close());

  test('is on', async () => {
    await editor.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  });

  test('shows findings all the same, since nothing of the workspace is executed', async () => {
    await editor.page.locator('.squiggly-error, .squiggly-warning').first().waitFor({ state: 'attached' });
    await editor.goTo(users, "usersRouter.get('/',");
    const hover = await editor.hover('GET /api/users');
    expect(await hover.textContent()).toContain('requireUser');
  });

  test('stays on this machine', () => {
    expect(editor.workbench.outsideRequests()).toEqual([]);
    expect(editor.server.outsideConnections()).toEqual([]);
  });
});
