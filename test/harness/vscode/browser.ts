import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { VsCodeServer } from './server.ts';

const browserPaths = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the Chromium that the system has. Every name but 127.0.0.1 fails to resolve in it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['ROUTEWARDEN_BROWSER'] ?? browserPaths.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      'No Chromium found: install the Debian package chromium-headless-shell, or set ROUTEWARDEN_BROWSER to a Chromium binary.',
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** What a workbench opens with. Paths are absolute. */
export interface WorkbenchOptions {
  readonly folder: string;
  readonly openFile?: string;
  /** Runs the test entry point in the extension host, with the stub as the extension under development. */
  readonly hostTests?: { readonly stub: string; readonly entry: string };
  /** Called before the page is loaded, to expose functions to it. */
  prepare?(page: Page): Promise<void>;
}

/** A page that shows the workbench. */
export interface Workbench {
  readonly page: Page;
  /** URLs that the page asked for and that are not on 127.0.0.1. */
  outsideRequests(): readonly string[];
  close(): Promise<void>;
}

const loadTimeout = 60_000;
const actionTimeout = 20_000;

/** Opens the workbench in a page of its own and waits until it is drawn. */
export async function openWorkbench(browser: Browser, server: VsCodeServer, options: WorkbenchOptions): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: 1, colorScheme: 'dark' });
  const page = await context.newPage();
  page.setDefaultTimeout(actionTimeout);
  const outside = recordOutsideRequests(context);
  await options.prepare?.(page);
  await page.goto(workbenchUrl(server, options), { timeout: loadTimeout });
  await page.locator('.monaco-workbench').waitFor({ timeout: loadTimeout });
  return { page, outsideRequests: () => outside, close: () => context.close() };
}

function recordOutsideRequests(context: BrowserContext): readonly string[] {
  const outside: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    const leaves = ['http:', 'https:', 'ws:', 'wss:', 'ftp:'].includes(url.protocol) && url.hostname !== '127.0.0.1';
    if (leaves) outside.push(request.url());
  });
  return outside;
}

function workbenchUrl(server: VsCodeServer, options: WorkbenchOptions): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  if (options.openFile !== undefined) payload.push(['openFile', remote(options.openFile)]);
  if (options.hostTests !== undefined) {
    payload.push(['extensionDevelopmentPath', remote(options.hostTests.stub)], ['extensionTestsPath', remote(options.hostTests.entry)]);
  }
  const query = new URLSearchParams({ folder: options.folder, payload: JSON.stringify(payload) });
  return `http://${server.authority}/?${query.toString()}`;
}
