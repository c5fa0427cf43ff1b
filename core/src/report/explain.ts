import type { ChainLink, Finding, Fix, HandlerInput, PlacedLocation, Report, Route, RouteId, RuleMeta } from '../model/index.ts';
import { docsAddress } from './docs-address.ts';
import { toFindingLines } from './finding-text.ts';
import { orderFindings, orderRoutes, orderSuppressed } from './order.ts';
import type { Palette } from './palette.ts';
import { toPlace } from './places.ts';
import { padTo, toPrintable } from './printable.ts';
import type { RuleDocs } from './rule-docs.ts';
import { findExamples } from './rule-docs.ts';
import type { LineLookup, TextLookup } from './source-lines.ts';
import { toLineLookup } from './source-lines.ts';

export interface ExplainPlaceOptions {
  readonly text: TextLookup;
  readonly palette: Palette;
  readonly fixes: (finding: Finding) => readonly Fix[];
  /** A fix as the lines of a diff. */
  readonly diff: (fix: Fix) => readonly string[];
}

/** What a rule looks for, why, and how code looks with and without the problem; ends in a newline. */
export function explainRule(rule: RuleMeta, docs: RuleDocs, palette: Palette): string {
  const { wrong, right } = findExamples(docs.get(rule.id) ?? '');
  const facts: [string, string][] = [
    ['severity', palette.severity[rule.severity](rule.severity)],
    ['precision', rule.precision],
    ['fix', rule.fix],
    ...rule.cwe.map((cwe): [string, string] => ['weakness', `CWE-${cwe} https://cwe.mitre.org/data/definitions/${cwe}.html`]),
    ...rule.owasp.map((category): [string, string] => [
      'OWASP',
      `${category}:2023 https://owasp.org/API-Security/editions/2023/en/0x11-t10/`,
    ]),
    ['since', rule.since],
    ['docs', docsAddress(rule.id)],
  ];
  const blocks = [
    [`${palette.name(rule.id)}  ${palette.title(rule.title)}`, rule.summary],
    facts.map(([name, value]) => `${palette.faint(padTo(name, 10))} ${value}`),
    ...toExample('Wrong', wrong, palette),
    ...toExample('Right', right, palette),
  ];
  return toText(blocks);
}

/**
 * Everything known about a line (0-based): the routes registered on it, the route whose handler it is part of, and its
 * findings with their whole trace and the fixes on offer. Undefined where there is nothing to say.
 */
export function explainPlace(report: Report, file: string, line: number, options: ExplainPlaceOptions): string | undefined {
  const { palette } = options;
  const lines = toLineLookup(options.text);
  const routes = new Map<RouteId, Route>(report.routes.map((route) => [route.id, route]));
  const routeOf = (finding: Finding) => (finding.route === undefined ? undefined : routes.get(finding.route));
  const blocks = [
    ...orderRoutes(report.routes)
      .filter((route) => covers(route.at, file, line) || covers(route.handler, file, line))
      .map((route) => toRouteLines(route, palette)),
    ...orderFindings(report.findings)
      .filter((finding) => covers(finding.at, file, line))
      .map((finding) => [...toFindingLines(finding, routeOf(finding), lines, palette), ...toFixLines(options.fixes(finding), options)]),
    ...orderSuppressed(report.suppressed)
      .filter(({ finding }) => covers(finding.at, file, line))
      .map(({ finding, reason }) => toSuppressedLines(finding, routeOf(finding), reason, lines, palette)),
  ];
  return blocks.length === 0 ? undefined : toText([[palette.title(`${toPrintable(file)}:${line + 1}`)], ...blocks]);
}

function toExample(title: string, code: string | undefined, palette: Palette): string[][] {
  if (code === undefined) return [];
  return [[palette.title(title), ...code.split('\n').map((line) => `  ${line}`.trimEnd())]];
}

function covers(at: PlacedLocation | undefined, file: string, line: number): boolean {
  return at !== undefined && at.file === file && at.from.line <= line && line <= at.to.line;
}

function toRouteLines(route: Route, palette: Palette): string[] {
  const { auth, validation, certainty, roles } = route;
  return [
    `  ${palette.name(toPrintable(`${route.method} ${route.path}`))} ${palette.faint(`${toPrintable(route.framework)}, ${toPlace(route.at)}`)}`,
    ...(certainty === 'full' ? [] : [`    ${palette.doubt('The whole path is not known: a prefix or the mount could not be followed.')}`]),
    `    ${palette.faint('auth')}        ${auth.verdict}: ${toPrintable(auth.reason)}`,
    ...auth.evidence.map(({ at, what }) => `      ${palette.faint(toPlace(at))}  ${toPrintable(what)}`),
    ...(roles.length === 0 ? [] : [`    ${palette.faint('roles')}       ${toPrintable(roles.join(', '))}`]),
    `    ${palette.faint('validation')}  ${validation.verdict}: ${toPrintable(validation.reason)}`,
    ...toSection('runs before or around the handler', route.chain.map(toChainLine), palette),
    ...toSection('reads', route.inputs.map(toInputLine), palette),
  ];
}

function toSection(title: string, lines: readonly string[], palette: Palette): string[] {
  return lines.length === 0 ? [] : [`    ${palette.faint(title)}`, ...lines.map((line) => `      ${line}`)];
}

function toChainLine({ name, at, role, why }: ChainLink): string {
  return `${toPrintable(name)}  ${toPlace(at)}  ${role}: ${toPrintable(why)}`;
}

function toInputLine({ part, path, at, validated, validator }: HandlerInput): string {
  const name = toPrintable(path === '' ? part : `${part}.${path}`);
  const check = validator === undefined ? '' : `: ${toPrintable(validator.what)} (${toPlace(validator.at)})`;
  return `${name}  ${toPlace(at)}  ${validated ? 'validated' : 'not validated'}${check}`;
}

function toFixLines(fixes: readonly Fix[], { palette, diff }: ExplainPlaceOptions): string[] {
  if (fixes.length === 0) return [`    ${palette.faint('No fix is offered.')}`];
  return fixes.flatMap((fix) => [
    `    ${palette.good('fix')}    ${toPrintable(fix.title)} (${fix.kind})`,
    ...diff(fix).map((line) => `      ${toPrintable(line)}`),
  ]);
}

function toSuppressedLines(finding: Finding, route: Route | undefined, reason: string, lines: LineLookup, palette: Palette): string[] {
  return [...toFindingLines(finding, route, lines, palette), `    ${palette.faint('suppressed')} ${toPrintable(reason)}`];
}

function toText(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}
