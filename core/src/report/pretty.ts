import type { Finding, InternalError, PolicyProblem, Report, Route, RouteId } from '../model/index.ts';
import { codeFrame } from './code-frame.ts';
import { toFindingLines } from './finding-text.ts';
import { orderFindings, orderProblems, orderSkipped } from './order.ts';
import type { Palette } from './palette.ts';
import { toLineColumn } from './places.ts';
import { padTo, plural, toPrintable } from './printable.ts';
import type { LineLookup, TextLookup } from './source-lines.ts';
import { toLineLookup } from './source-lines.ts';
import { countSeverities, countVerdicts } from './summary.ts';

export interface PrettyOptions {
  /** For code frames; a file without text is reported without one. */
  readonly text: TextLookup;
  readonly palette: Palette;
}

/** The report for a human at a terminal, ending in a newline. The same report gives the same text: no times, no absolute paths. */
export function toPretty(report: Report, options: PrettyOptions): string {
  const { palette } = options;
  const lines = toLineLookup(options.text);
  const blocks = [
    ...toFileBlocks(report, lines, palette),
    ...toProblemBlocks(report.policyProblems, lines, palette),
    ...toSkippedBlock(report, palette),
    ...toErrorBlock(report.internalErrors, palette),
    toSummary(report, palette),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function toFileBlocks(report: Report, lines: LineLookup, palette: Palette): string[][] {
  const routes = new Map<RouteId, Route>(report.routes.map((route) => [route.id, route]));
  return groupByFile(orderFindings(report.findings)).map(([file, findings]) => [
    palette.title(toPrintable(file)),
    ...findings.flatMap((finding, index) => [
      ...(index === 0 ? [] : ['']),
      ...toFindingLines(finding, finding.route === undefined ? undefined : routes.get(finding.route), lines, palette),
      ...(finding.fixable ? [`    ${palette.good('A fix may be available.')}`] : []),
    ]),
  ]);
}

function toProblemBlocks(problems: readonly PolicyProblem[], lines: LineLookup, palette: Palette): string[][] {
  return groupByFile(orderProblems(problems)).map(([file, group]) => [
    palette.title(toPrintable(file)),
    ...group.flatMap(({ at, severity, message }) => {
      const paint = severity === 'error' ? palette.bad : palette.doubt;
      return [
        `  ${padTo(toLineColumn(at), 7)} ${paint(padTo(severity, 8))} ${palette.name('policy')}`,
        `    ${toPrintable(message)}`,
        ...codeFrame(lines(at.file), at, palette, paint).map((line) => `    ${line}`),
      ];
    }),
  ]);
}

function toSkippedBlock({ skipped }: Report, palette: Palette): string[][] {
  if (skipped.length === 0) return [];
  return [
    [
      palette.doubt(`Not analysed (${skipped.length})`),
      ...orderSkipped(skipped).map(({ file, reason }) => `  ${toPrintable(file)}: ${toPrintable(reason)}`),
    ],
  ];
}

function toErrorBlock(errors: readonly InternalError[], palette: Palette): string[][] {
  if (errors.length === 0) return [];
  return [
    [
      palette.bad(`Internal errors (${errors.length}): what is named here is missing from the report`),
      ...errors.map(({ where, file, message }) => toPrintable(`  ${where}${file === undefined ? '' : ` on ${file}`}: ${message}`)),
    ],
  ];
}

function toSummary(report: Report, palette: Palette): string[] {
  const { findings, suppressed, routes, files } = report;
  const fixable = findings.filter((finding) => finding.fixable).length;
  const verdicts = countVerdicts(routes).map(({ verdict, count, percent }) => `${count} ${verdict} (${percent}%)`);
  return [
    toFindingsLine(findings, palette) + (suppressed.length === 0 ? '' : palette.faint(` ${suppressed.length} suppressed.`)),
    ...(fixable === 0 ? [] : [`${fixable} may be fixable: --fix-dry-run shows the safe fixes, --fix applies them.`]),
    `${plural(routes.length, 'route')}${verdicts.length === 0 ? '' : `: ${verdicts.join(', ')}`}.`,
    palette.faint(`${plural(files.seen, 'file')} read, ${files.analysed} analysed.`),
  ];
}

function toFindingsLine(findings: readonly Finding[], palette: Palette): string {
  if (findings.length === 0) return palette.good('No findings.');
  const counts = countSeverities(findings)
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => palette.severity[severity](`${count} ${severity}`));
  const files = new Set(findings.map((finding) => finding.at.file)).size;
  return `${plural(findings.length, 'finding')} in ${plural(files, 'file')}: ${counts.join(', ')}.`;
}

/** Groups in order of first appearance. */
function groupByFile<T extends { readonly at: { readonly file: string } }>(items: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.at.file);
    if (group === undefined) groups.set(item.at.file, [item]);
    else group.push(item);
  }
  return [...groups];
}
