import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, openWorkbench, type Workbench } from '../harness/vscode/browser.ts';
import { installVsCode } from '../harness/vscode/install.ts';
import { startVsCodeServer, type VsCodeServer } from '../harness/vscode/server.ts';
import { copyExample, type WorkspaceCopy } from '../harness/vscode/workspace-copy.ts';

/** A workbench with the packaged extension, opened on one file of a copy of an example. */
export interface Editor {
  readonly page: Page;
  readonly workspace: WorkspaceCopy;
  readonly server: VsCodeServer;
  readonly workbench: Workbench;
  /** Opens a file of the workspace and waits for its text. */
  open(file: string): Promise<void>;
  /** Puts the cursor on the first occurrence of `text` in the file on disk, which must be the open one. */
  goTo(file: string, text: string): Promise<void>;
  /** Shows the hover at the cursor and waits until it has `text`. */
  hover(text: string): Promise<Locator>;
  /** Opens the menu of quick fixes at the cursor and waits until it offers `title`. */
  quickFixes(title: string): Promise<Locator>;
  /** Shows the Problems panel and waits for its first row. */
  openProblems(): Promise<void>;
  /** Filters the open Problems panel and waits for a row that has `text`. */
  problem(text: string): Promise<Locator>;
  closeProblems(): Promise<void>;
  /** Writes `docs/images/<name>.png` when the run was asked for screenshots. */
  picture(name: string): Promise<void>;
  /** Writes `out/test-results/<test>.png` of a test that failed; for `afterEach`. */
  keepEvidence(task: { readonly name: string; readonly result?: { readonly state: string } | undefined }): Promise<void>;
  close(): Promise<void>;
}

export interface EditorOptions {
  readonly example: string;
  readonly file: string;
  readonly restricted?: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const vsix = join(root, 'routewarden.vsix');
const wantsPictures = process.env['ROUTEWARDEN_SCREENSHOTS'] === '1';
/** How long a menu may take to fill before it is closed and opened again. */
const menuPatience = 4_000;
const attempts = 10;

/** Starts VS Code's server and a browser, and opens the file. */
export async function openEditor(options: EditorOptions): Promise<Editor> {
  const workspace = copyExample(options.example);
  const server = await startVsCodeServer({ installation: installVsCode(), extensions: [vsix], restricted: options.restricted ?? false });
  const browser = await launchBrowser();
  const workbench = await openWorkbench(browser, server, { folder: workspace.folder, openFile: workspace.path(options.file) });
  const { page } = workbench;
  await page.locator('.monaco-editor .view-line').first().waitFor();
  return {
    page,
    workspace,
    server,
    workbench,
    open: (file) => openFile(page, file),
    goTo: (file, text) => goTo(page, workspace.read(file), text),
    hover: (text) => showHover(page, text),
    quickFixes: (title) => showQuickFixes(page, title),
    async openProblems() {
      await page.keyboard.press('Control+Shift+M');
      await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    },
    problem: (text) => filterProblems(page, text),
    async closeProblems() {
      await page.keyboard.press('Control+j');
      await page.locator('.markers-panel').waitFor({ state: 'hidden' });
    },
    picture: (name) => (wantsPictures ? takePicture(page, join('docs/images', name)) : Promise.resolve()),
    async keepEvidence({ name, result }) {
      if (result?.state === 'fail') await takePicture(page, join('out/test-results', name.replaceAll(/\W+/g, '-')));
    },
    close: () => closeAll(browser, workbench, server, workspace),
  };
}

async function openFile(page: Page, file: string): Promise<void> {
  const name = file.split('/').at(-1) ?? file;
  await page.keyboard.press('Control+p');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(file);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}

async function goTo(page: Page, fileText: string, text: string): Promise<void> {
  const offset = fileText.indexOf(text);
  if (offset === -1) throw new Error(`The file has no "${text}".`);
  const before = fileText.slice(0, offset).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input[type="text"]');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
}

async function showHover(page: Page, text: string): Promise<Locator> {
  const hover = page.locator('.monaco-hover:visible', { hasText: text });
  await retry(`a hover with "${text}"`, page, async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await hover.first().waitFor({ timeout: menuPatience });
  });
  return hover.first();
}

async function filterProblems(page: Page, text: string): Promise<Locator> {
  await page.locator('.panel input[placeholder^="Filter"]').fill(text);
  await page.locator('.panel', { hasText: /Showing \d+ of \d+/ }).waitFor();
  const row = page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  await row.waitFor();
  return row;
}

async function showQuickFixes(page: Page, title: string): Promise<Locator> {
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title });
  await retry(`a quick fix "${title}"`, page, async () => {
    await page.mouse.move(2, 2);
    await page.keyboard.press('Control+.');
    await row.first().waitFor({ timeout: menuPatience });
  });
  return row.first();
}

/** A menu that opened before its provider answered is empty: close it and open it again. */
async function retry(what: string, page: Page, attempt: () => Promise<void>): Promise<void> {
  for (let count = 1; count <= attempts; count++) {
    try {
      return await attempt();
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  throw new Error(`Tried ${attempts} times in vain: ${what}`);
}

async function takePicture(page: Page, path: string): Promise<void> {
  await page.screenshot({ path: join(root, `${path}.png`), animations: 'disabled' });
}

async function closeAll(browser: Browser, workbench: Workbench, server: VsCodeServer, workspace: WorkspaceCopy): Promise<void> {
  await workbench.close();
  await browser.close();
  await server.stop();
  workspace.remove();
}
