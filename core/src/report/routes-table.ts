import type { AuthVerdict, Report, Route, ValidationVerdict } from '../model/index.ts';
import { orderRoutesByPath } from './order.ts';
import type { Paint, Palette } from './palette.ts';
import { toPlace } from './places.ts';
import { displayWidth, padTo, plural, toPrintable } from './printable.ts';
import { countVerdicts } from './summary.ts';

interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

const header = ['METHOD', 'PATH', 'AUTH', 'ROLES', 'VALIDATION', 'FRAMEWORK', 'PLACE'];

/** The route inventory as a table for a terminal, by path, ending in a newline. */
export function toRoutesTable(report: Report, palette: Palette): string {
  if (report.routes.length === 0) return 'No routes found.\n';
  const rows = orderRoutesByPath(report.routes).map((route) => toRow(route, palette));
  const table = [header.map((text): Cell => ({ text, paint: palette.faint })), ...rows];
  const widths = header.map((_, column) => Math.max(...table.map((row) => displayWidth(row[column]?.text ?? ''))));
  const verdicts = countVerdicts(report.routes).map(({ verdict, count, percent }) => `${count} ${verdict} (${percent}%)`);
  const summary = `${plural(report.routes.length, 'route')}: ${verdicts.join(', ')}.`;
  return [...table.map((row) => toLine(row, widths)), '', summary, ...toDoubts(report.routes, palette), ''].join('\n');
}

const mostDoubts = 8;

/** Why verdicts are unknown, the reason of the most routes first. */
function toDoubts(routes: readonly Route[], palette: Palette): readonly string[] {
  const counts = new Map<string, number>();
  for (const { auth } of routes) if (auth.verdict === 'unknown') counts.set(auth.reason, (counts.get(auth.reason) ?? 0) + 1);
  if (counts.size === 0) return [];
  const doubts = [...counts].sort(([, a], [, b]) => b - a);
  const more = doubts.length - mostDoubts;
  return [
    'Unknown, because',
    ...doubts.slice(0, mostDoubts).map(([reason, count]) => `  ${toPrintable(reason)} ${palette.faint(`(${plural(count, 'route')})`)}`),
    ...(more > 0 ? [palette.faint(`  and ${plural(more, 'other reason')}`)] : []),
  ];
}

function toRow(route: Route, palette: Palette): Cell[] {
  const { auth, validation } = route;
  return [
    { text: toPrintable(route.method) },
    { text: toPrintable(route.path) + (route.certainty === 'partial' ? ' (prefix not known)' : '') },
    { text: auth.verdict, paint: authPaint(auth.verdict, palette) },
    { text: route.roles.length === 0 ? '-' : toPrintable(route.roles.join(', ')) },
    { text: validation.verdict, paint: validationPaint(validation.verdict, palette) },
    { text: toPrintable(route.framework) },
    { text: toPlace(route.at), paint: palette.faint },
  ];
}

/** The last cell is not filled up: no line ends in spaces. */
function toLine(row: readonly Cell[], widths: readonly number[]): string {
  return row
    .map(({ text, paint }, column) => {
      const filled = column === row.length - 1 ? text : padTo(text, widths[column] ?? 0);
      return paint === undefined ? filled : paint(filled);
    })
    .join('  ');
}

function authPaint(verdict: AuthVerdict, palette: Palette): Paint {
  switch (verdict) {
    case 'required':
      return palette.good;
    case 'none':
      return palette.bad;
    case 'optional':
    case 'unknown':
      return palette.doubt;
    case 'public':
      return palette.faint;
  }
}

function validationPaint(verdict: ValidationVerdict, palette: Palette): Paint {
  switch (verdict) {
    case 'yes':
      return palette.good;
    case 'no':
      return palette.bad;
    case 'partial':
    case 'unknown':
      return palette.doubt;
    case 'none':
      return palette.faint;
  }
}
