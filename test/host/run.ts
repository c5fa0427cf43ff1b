import { EventEmitter, once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchBrowser, openWorkbench } from '../harness/vscode/browser.ts';
import { installVsCode, releases, type VsCodeRelease } from '../harness/vscode/install.ts';
import { startVsCodeServer } from '../harness/vscode/server.ts';
import { copyExample } from '../harness/vscode/workspace-copy.ts';

interface HostResults {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly message: string }[];
}

/** One VS Code to run all suites in. */
interface Host {
  readonly id: string;
  readonly name: string;
  readonly release: VsCodeRelease;
  readonly restricted: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'out/host');
const vsix = join(root, 'routewarden.vsix');
const hostTimeout = 300_000;

const hosts: readonly Host[] = [
  { id: 'current', name: `VS Code ${releases.current.vscode}`, release: releases.current, restricted: false },
  { id: 'restricted', name: `VS Code ${releases.current.vscode}, Restricted Mode`, release: releases.current, restricted: true },
  { id: 'oldest', name: `VS Code ${releases.oldest.vscode}`, release: releases.oldest, restricted: false },
];

async function compileSuites(): Promise<string> {
  rmSync(out, { recursive: true, force: true });
  const suites = readdirSync(join(root, 'test/host/suite')).filter((name) => name.endsWith('.test.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: ['test/host/entry.ts', ...suites.map((name) => `test/host/suite/${name}`)],
    outbase: 'test/host',
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(out, 'entry.cjs');
}

/** The extension under development is this empty one; the extension under test is the installed package. */
function writeStub(): string {
  const stub = join(out, 'stub');
  mkdirSync(stub, { recursive: true });
  const manifest = { name: 'routewarden-host-tests', publisher: 'routewarden', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(join(stub, 'package.json'), JSON.stringify(manifest));
  return stub;
}

async function runHost(browser: Browser, host: Host, paths: { readonly entry: string; readonly stub: string }): Promise<HostResults> {
  const workspace = copyExample('express-shop');
  const resultsFile = join(out, 'results.json');
  rmSync(resultsFile, { force: true });
  const server = await startVsCodeServer({
    installation: installVsCode(host.release),
    extensions: [vsix],
    restricted: host.restricted,
    environment: { ROUTEWARDEN_HOST_RESULTS: resultsFile },
  });
  const exit = new EventEmitter();
  const ended = once(exit, 'exit', { signal: AbortSignal.timeout(hostTimeout) });
  const output: string[] = [];
  const workbench = await openWorkbench(browser, server, {
    folder: workspace.folder,
    hostTests: paths,
    async prepare(page) {
      await page.exposeFunction('codeAutomationExit', (code: number) => exit.emit('exit', code));
      await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => output.push(args.join(' ')));
    },
  });
  try {
    await ended;
    const results: HostResults = JSON.parse(readFileSync(resultsFile, 'utf8'));
    const outside = [...workbench.outsideRequests(), ...server.outsideConnections()];
    if (outside.length === 0) return results;
    return { ...results, failed: [...results.failed, { title: 'stays on this machine', message: outside.join('\n') }] };
  } catch (error) {
    return {
      passed: [],
      failed: [{ title: 'extension host', message: `${String(error)}\n${output.slice(-20).join('\n')}\n${server.output().slice(-2_000)}` }],
    };
  } finally {
    await workbench.close();
    await server.stop();
    workspace.remove();
  }
}

function printResults(host: Host, results: HostResults): void {
  console.log(`\n${host.name}`);
  for (const title of results.passed) console.log(`  ✓ ${title}`);
  for (const { title, message } of results.failed) console.log(`  ✗ ${title}\n${message.replaceAll(/^/gm, '      ')}`);
}

/** Runs the suites in each of the hosts and returns the sum. */
async function runHosts(chosen: readonly Host[]): Promise<{ passed: number; failed: number }> {
  const paths = { entry: await compileSuites(), stub: writeStub() };
  const browser = await launchBrowser();
  const total = { passed: 0, failed: 0 };
  try {
    for (const host of chosen) {
      const results = await runHost(browser, host, paths);
      printResults(host, results);
      total.passed += results.passed.length;
      total.failed += results.failed.length;
    }
  } finally {
    await browser.close();
  }
  return total;
}

const { values, positionals } = parseArgs({ options: { results: { type: 'string' } }, allowPositionals: true });
const totals = await runHosts(positionals.length === 0 ? hosts : hosts.filter(({ id }) => positionals.includes(id)));
if (values.results !== undefined) {
  mkdirSync(dirname(values.results), { recursive: true });
  writeFileSync(values.results, JSON.stringify(totals));
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
