import type { BudgetResult } from './budgets.ts';
import type { ContenderName } from './contenders.ts';
import type { Usage } from './measured-run.ts';
import { peerVersions } from './peers.ts';
import type { Latency } from './quantiles.ts';
import type { BenchResults } from './results.ts';
import type { ScanResults } from './scans.ts';
import type { ServerResults } from './servers.ts';

const names: readonly ContenderName[] = ['routewarden', 'eslint', 'oxlint'];
const titles: Readonly<Record<ContenderName, string>> = {
  routewarden: 'Routewarden',
  eslint: 'ESLint + eslint-plugin-security',
  oxlint: 'oxlint, default rules',
};

/** The results as a Markdown page. */
export function toMarkdown(results: BenchResults, budgets: readonly BudgetResult[]): string {
  return `# Speed, measured

Written by \`npm run bench\`. Every number is of the same run on the same machine, on generated workspaces of Express and
Next.js code; seconds only illustrate, ratios count.

${results.machine}; ${Object.entries(peerVersions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.

## Budgets

${table(['budget', 'measured', 'must', 'aim', ''], budgets.map(budgetRow))}

## Scans

${[results.small, results.big].map(scanTable).join('\n\n')}

Routewarden on ${number(results.huge.files)} files (${results.huge.mebibytes.toFixed(1)} MiB): ${usage(results.huge.cold).join(', ')}.

## Editor, in the workspace of ${number(results.big.files)} files

${table(
  ['', '300 lines, p50 / p95 ms', '2,000 lines, p50 / p95 ms', 'memory MiB'],
  names.map((name) => serverRow(name, results.servers[name])),
)}

${table(
  ['start to first diagnostics, ms', ...names.map((name) => titles[name]), 'Routewarden, second start'],
  results.starts.map(({ where, milliseconds }) => [where, ...[...names, 'warm' as const].map((name) => round(milliseconds[name]))]),
)}
`;
}

function budgetRow({ what, measured, must, aim, unit, verdict }: BudgetResult): readonly string[] {
  const show = (value: number) => (unit === '×' ? `${value.toFixed(3)} ×` : `${value.toFixed(1)} ${unit}`);
  const shown = Number.isFinite(measured) ? show(measured) : 'nothing to measure';
  return [what, shown, show(must), show(aim), { aim: 'reaches the aim', must: 'within', missed: '**missed**' }[verdict]];
}

function scanTable(scans: ScanResults): string {
  const rows = [
    ...names.map((name) => [titles[name], ...usage(scans.cold[name])]),
    ['Routewarden again, nothing changed', ...usage(scans.warm)],
    ['Routewarden again, 1 % of the files changed', ...usage(scans.afterChanges)],
  ];
  const title = `${number(scans.files)} files, ${scans.mebibytes.toFixed(1)} MiB, ${number(scans.routes)} routes`;
  return table([title, 'CPU s', 'wall s', 'memory MiB'], rows);
}

function usage(measured: Usage | undefined): readonly string[] {
  if (!measured) return ['', '', ''];
  return [measured.cpuSeconds.toFixed(2), measured.wallSeconds.toFixed(2), measured.rssMiB.toFixed(0)];
}

function serverRow(name: ContenderName, server: ServerResults): readonly string[] {
  return [titles[name], latency(server.medium), latency(server.large), server.rssMiB.toFixed(0)];
}

function latency({ p50, p95 }: Latency): string {
  return `${p50.toFixed(1)} / ${p95.toFixed(1)}`;
}

function round(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(0);
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
