import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeBudgets } from './budgets.ts';
import { type Contender, contenders } from './contenders.ts';
import { type BenchWorkspace, writeWorkspace } from './corpus/workspace.ts';
import { toMarkdown } from './markdown.ts';
import { runRepeatedly } from './measured-run.ts';
import { eslintConfig, installPeers } from './peers.ts';
import type { BenchResults } from './results.ts';
import { measureScans } from './scans.ts';
import { measureOwnServer, measureServer, measureStart, measureWarmStart } from './servers.ts';

const bench = fileURLToPath(new URL('.', import.meta.url));
const keystrokes = 120;
const edits = 2_000;

/** Files of the workspaces. The budgets are meant for the full sizes. */
interface Sizes {
  readonly small: number;
  readonly big: number;
  readonly huge: number;
}

const fullSizes: Sizes = { small: 1_000, big: 4_000, huge: 16_000 };
const quickSizes: Sizes = { small: 250, big: 1_000, huge: 4_000 };

/** Measures everything; takes some minutes. `--quick` takes a quarter of the files, `--write` also replaces the checked-in page. */
async function main(args: readonly string[]): Promise<void> {
  if (!existsSync(join(bench, '../dist/cli.cjs'))) throw new Error('There is no build; run `npm run build` first.');
  const peers = installPeers();
  const scratch = mkdtempSync(join(tmpdir(), 'routewarden-bench-'));
  try {
    symlinkSync(peers, join(scratch, 'node_modules'), 'junction');
    const results = await measureAll(scratch, contenders(peers), args.includes('--quick') ? quickSizes : fullSizes);
    const budgets = judgeBudgets(results);
    const page = toMarkdown(results, budgets);
    mkdirSync(join(bench, 'results'), { recursive: true });
    writeFileSync(join(bench, 'results/latest.json'), `${JSON.stringify({ ...results, budgets }, null, 2)}\n`);
    writeFileSync(join(bench, 'results/latest.md'), page);
    if (args.includes('--write')) writeFileSync(join(bench, 'RESULTS.md'), page);
    console.log(page);
    if (budgets.some(({ verdict }) => verdict === 'missed')) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measureAll(scratch: string, tools: ReturnType<typeof contenders>, sizes: Sizes): Promise<BenchResults> {
  const { routewarden, eslint, oxlint } = tools;
  const all: readonly Contender[] = [routewarden, oxlint, eslint];
  const tiny = prepare(scratch, 50);
  // About 1,000 routes.
  const medium = prepare(scratch, 1_400);
  const small = prepare(scratch, sizes.small);
  const big = prepare(scratch, sizes.big);

  const starts = [
    { where: `${tiny.files} files`, milliseconds: await measureStarts(all, tiny) },
    {
      where: `${small.files.toLocaleString('en')} files`,
      milliseconds: { ...(await measureStarts(all, small)), warm: await step('second start', () => measureWarmStart(small)) },
    },
  ];
  const servers = {
    routewarden: await step('typing, routewarden', () => measureServer(routewarden, big, keystrokes)),
    eslint: await step('typing, eslint', () => measureServer(eslint, big, keystrokes)),
    oxlint: await step('typing, oxlint', () => measureServer(oxlint, big, keystrokes)),
  };
  const own = await step('menus, edits elsewhere, half-typed lines, memory', () => measureOwnServer(medium, edits));
  const smallScans = await step(`scans, ${small.files} files`, () => measureScans(small, all));
  const bigScans = await step(`scans, ${big.files} files`, () => measureScans(big, all));
  const huge = prepare(scratch, sizes.huge);
  const hugeCold = await step(`scan, ${huge.files} files`, () => runRepeatedly(1, { args: routewarden.coldScan, cwd: huge.folder }));
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, ${process.platform}`,
    small: smallScans,
    big: bigScans,
    huge: { files: huge.files, mebibytes: huge.bytes / 2 ** 20, cold: hugeCold },
    servers,
    starts,
    own,
    ownRoutes: medium.routes,
  };
}

async function measureStarts(tools: readonly Contender[], workspace: BenchWorkspace) {
  const times: Partial<Record<Contender['name'], number>> = {};
  for (const tool of tools)
    times[tool.name] = await step(`start, ${workspace.files} files, ${tool.name}`, () => measureStart(tool, workspace));
  return times;
}

function prepare(scratch: string, files: number): BenchWorkspace {
  const workspace = writeWorkspace(join(scratch, `files-${files}`), files);
  writeFileSync(join(workspace.folder, 'eslint.config.mjs'), eslintConfig);
  return workspace;
}

async function step<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  console.error(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

await main(process.argv.slice(2));
