import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../documents.ts';

const id = 'routewarden.routewarden';

describe('activation', () => {
  it('activates in a workspace with routes', async () => {
    await until('the extension is active', () => vscode.extensions.getExtension(id)?.isActive || undefined);
  });

  it('registers every command of its manifest', async () => {
    const manifest: { contributes: { commands: { command: string }[] } } = vscode.extensions.getExtension(id)?.packageJSON;
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 0);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
