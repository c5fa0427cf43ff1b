import { describe, expect, test } from 'vitest';
import { WorkDoneProgressCancelNotification } from 'vscode-languageserver/node';
import { z } from 'zod';
import { type RoutesResult, routesRequest, statusNotification } from '#protocol';
import { type Editor, openEditor } from './editor.ts';
import { createFakeEngine, type FakeEngineOptions } from './fake-engine.ts';
import { connectInProcess } from './transport.ts';
import { createWorkspaceFolder, type WorkspaceFolder } from './workspace-folder.ts';

function openWithEngine(folder: WorkspaceFolder, options: FakeEngineOptions): Promise<Editor> {
  return openEditor({ connect: () => connectInProcess({ loadEngine: async () => createFakeEngine(options) }) }, { folders: [folder] });
}

/** Waits for a state of the folder's analysis. */
function state(editor: Editor, wanted: string): Promise<unknown> {
  return editor.message(statusNotification, (params) => z.object({ state: z.string() }).parse(params).state === wanted);
}

function logged(editor: Editor, text: string): Promise<unknown> {
  return editor.message('window/logMessage', (params) => z.object({ message: z.string() }).parse(params).message.includes(text));
}

/** Keeps the thread for a millisecond, as parsing a file does. */
function work(): void {
  const end = performance.now() + 1;
  while (performance.now() < end);
}

const manyFiles = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`src/file-${index}.ts`, 'bad();\n']));

describe('a long first scan', () => {
  test('leaves room for requests, shows its progress and ends', async () => {
    const editor = await openWithEngine(createWorkspaceFolder(manyFiles), { analyse: work });
    await state(editor, 'scanning');
    editor.open('file:///elsewhere/a.ts', 'a');
    expect(await editor.hover('file:///elsewhere/a.ts', 'a')).toBeNull();
    expect(editor.received.filter(({ params }) => JSON.stringify(params).includes('"state":"ready"'))).toEqual([]);
    await state(editor, 'ready');
    await editor.message('$/progress', (params) => progressSchema.parse(params).value.kind === 'end');
    const progress = editor.received
      .filter(({ method }) => method === '$/progress')
      .map(({ params }) => progressSchema.parse(params).value);
    expect(progress[0]).toMatchObject({ kind: 'begin', title: 'Routewarden: reading api', cancellable: true });
    expect(progress.at(-1)).toEqual({ kind: 'end' });
    const percentages = progress.map(({ percentage }) => percentage).filter((percentage) => percentage !== undefined);
    expect(percentages.length).toBeGreaterThan(2);
    expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
  });

  test('can be cancelled, and goes on when somebody asks for the routes', async () => {
    const editor = await openWithEngine(createWorkspaceFolder(manyFiles), { analyse: work });
    const { token } = progressSchema.parse(await editor.message('$/progress'));
    await editor.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
    await state(editor, 'cancelled');
    expect(editor.received.filter(({ method }) => method === 'textDocument/publishDiagnostics')).toEqual([]);
    const result: RoutesResult = await editor.connection.sendRequest(routesRequest, {});
    expect(result.folders).toHaveLength(1);
    await state(editor, 'ready');
  });

  test('takes in a text that is typed meanwhile', async () => {
    const folder = createWorkspaceFolder(manyFiles);
    const uri = folder.uriOf('src/file-599.ts');
    const editor = await openWithEngine(folder, { analyse: work });
    editor.open(uri);
    await state(editor, 'scanning');
    editor.type(uri, 'bad();', 'bad(); bad();');
    expect(await editor.diagnostics(uri)).toHaveLength(2);
  });
});

describe('a burst of changes', () => {
  test('is analysed once, in its newest version', async () => {
    const folder = createWorkspaceFolder({ 'src/app.ts': 'bad();\n' });
    const uri = folder.uriOf('src/app.ts');
    let analyses = 0;
    const editor = await openWithEngine(folder, { analyse: () => void analyses++ });
    editor.open(uri);
    expect(await editor.diagnostics(uri)).toHaveLength(1);
    const before = analyses;
    for (let index = 0; index < 50; index++) editor.type(uri, 'bad();', 'bad();bad();');
    expect(await editor.diagnostics(uri)).toHaveLength(51);
    expect(analyses - before).toBeLessThan(10);
  });
});

describe('a defect of the engine', () => {
  test('in an analysis is logged, and the next change heals it', async () => {
    const folder = createWorkspaceFolder({ 'src/app.ts': 'bad();\n' });
    const uri = folder.uriOf('src/app.ts');
    const editor = await openWithEngine(folder, {
      analyse: (_, text) => {
        if (text.includes('crash')) throw new Error('a defect in the engine');
      },
    });
    editor.open(uri);
    expect(await editor.diagnostics(uri)).toHaveLength(1);
    editor.type(uri, 'bad();', 'bad(); crash');
    await state(editor, 'failed');
    await logged(editor, 'a defect in the engine');
    expect(await editor.hover(uri, 'bad')).toBeNull();
    editor.type(uri, 'crash', 'bad();');
    expect(await editor.diagnostics(uri)).toHaveLength(2);
  });

  test('in a fix gives a menu without fixes', async () => {
    const folder = createWorkspaceFolder({ 'src/app.ts': 'bad();\n' });
    const uri = folder.uriOf('src/app.ts');
    const editor = await openWithEngine(folder, {
      fix: () => {
        throw new Error('a defect in a fix');
      },
    });
    editor.open(uri);
    await editor.diagnostics(uri);
    expect(await editor.actions(uri, 'bad')).toEqual([]);
    await logged(editor, 'a defect in a fix');
    editor.type(uri, 'bad()', 'bad() || bad()');
    expect(await editor.diagnostics(uri)).toHaveLength(2);
  });

  test('that keeps it from loading is told', async () => {
    const folder = createWorkspaceFolder({ 'src/app.ts': 'bad();\n' });
    const broken = { connect: () => connectInProcess({ loadEngine: () => Promise.reject(new Error('no such bundle')) }) };
    const editor = await openEditor(broken, { folders: [folder] });
    await state(editor, 'failed');
    await logged(editor, 'no such bundle');
    const result: RoutesResult = await editor.connection.sendRequest(routesRequest, {});
    expect(result.folders).toEqual([{ uri: folder.uri, name: 'api', routes: [] }]);
  });
});

describe('all safe fixes of a file', () => {
  test('leave the session as it was', async () => {
    const folder = createWorkspaceFolder({ 'src/app.ts': 'bad();\nkeep();\nbad();\n' });
    const uri = folder.uriOf('src/app.ts');
    const editor = await openWithEngine(folder, {});
    editor.open(uri);
    expect(await editor.diagnostics(uri)).toHaveLength(2);
    const [action] = await editor.actions(uri, 'bad', ['source.fixAll']);
    expect(action).toMatchObject({ title: 'Apply all safe Routewarden fixes in this file', kind: 'source.fixAll.routewarden' });
    if (action !== undefined) await editor.apply(action);
    expect(editor.text(uri)).toBe('good();\nkeep();\ngood();\n');
    expect(await editor.diagnostics(uri)).toEqual([]);
    editor.type(uri, 'good();\nkeep', 'bad();\nkeep');
    expect(await editor.diagnostics(uri)).toHaveLength(1);
  });
});

describe('a folder that cannot be read', () => {
  test('is told and does not end the server', async () => {
    const folder = createWorkspaceFolder({ 'src/app.ts': 'bad();\n' });
    folder.remove('.');
    const editor = await openWithEngine(folder, {});
    await state(editor, 'failed');
    await logged(editor, 'ENOENT');
    folder.write('src/app.ts', 'bad();\n');
    editor.changeSettings();
    await state(editor, 'ready');
  });
});

const progressSchema = z.object({
  token: z.union([z.string(), z.number()]),
  value: z.object({ kind: z.string(), percentage: z.number().optional() }).loose(),
});
