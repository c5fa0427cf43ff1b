import type { Finding, Route, TraceStep } from '../model/index.ts';
import { codeFrame } from './code-frame.ts';
import type { Palette } from './palette.ts';
import { toLineColumn, toPlace } from './places.ts';
import { padTo, toPrintable } from './printable.ts';
import type { LineLookup } from './source-lines.ts';

const indent = '    ';

/** One finding as a block of lines, for a terminal: head, message, code frame, trace. */
export function toFindingLines(finding: Finding, route: Route | undefined, lines: LineLookup, palette: Palette): string[] {
  const { at, severity } = finding;
  return [
    toHead(finding, route, palette),
    indent + toPrintable(finding.message),
    ...codeFrame(lines(at.file), at, palette, palette.severity[severity]).map((line) => indent + line),
    ...toTraceLines(finding.trace, at.file, palette).map((line) => indent + line),
  ];
}

function toHead(finding: Finding, route: Route | undefined, palette: Palette): string {
  const parts = [
    `  ${padTo(toLineColumn(finding.at), 7)}`,
    palette.severity[finding.severity](padTo(finding.severity, 8)),
    palette.name(finding.rule) + (finding.precision === 'likely' ? palette.faint(' (likely)') : ''),
  ];
  if (route !== undefined) parts.push(palette.faint(toPrintable(`${route.method} ${route.path}`)));
  return parts.join(' ');
}

function toTraceLines(trace: readonly TraceStep[], file: string, palette: Palette): string[] {
  const width = Math.max(0, ...trace.map((step) => toPlace(step.at, file).length));
  return trace.map(
    (step) => `${palette.faint(`${padTo(step.kind, 6)} ${padTo(toPlace(step.at, file), width)}`)}  ${toPrintable(step.message)}`,
  );
}
