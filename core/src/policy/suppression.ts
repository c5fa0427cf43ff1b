/** Which directive silences a finding, which directives silence none, and the edit that adds one. */
import type { TextEdit } from '../model/fix.ts';
import type { PolicyProblem } from '../model/report.ts';
import { findLineStarts, lineOf } from '../syntax/positions.ts';
import { type CodeLayout, type FactsWithNodes, findTextAt, readCodeLayout } from './code-layout.ts';
import { type Directive, placeholderReason } from './directives.ts';

/** The directive that silences `rule` on a 0-based line: one for the line before one for the file. */
export function findSuppression(directives: readonly Directive[], rule: string, line: number): Directive | undefined {
  return (
    directives.find((directive) => directive.kind === 'ignore' && directive.rule === rule && isOn(directive.lines, line)) ??
    directives.find((directive) => directive.kind === 'ignore-file' && directive.rule === rule)
  );
}

/** The directive that makes a route public which is registered on the 0-based lines `first` to `last` (decorators included). */
export function findPublicDirective(directives: readonly Directive[], first: number, last = first): Directive | undefined {
  return directives.find((directive) => directive.kind === 'public' && directive.lines.first <= last && first <= directive.lines.last);
}

/** A warning for every directive that nothing was found for; `used` holds those that {@link findSuppression} and {@link findPublicDirective} gave. */
export function findUnusedDirectives(directives: readonly Directive[], used: ReadonlySet<Directive>): readonly PolicyProblem[] {
  return directives
    .filter((directive) => !used.has(directive))
    .map((directive) => ({ at: directive.at, severity: 'warning', message: toUnusedMessage(directive) }));
}

/**
 * Inserts `// routewarden-ignore <rule> -- <placeholder>` above a 0-based line, with the line's indentation and line
 * ending; above the whole template literal where the line is inside one. Undefined inside JSX text and past the end.
 */
export function suppressionEdit(text: string, facts: FactsWithNodes, line: number, rule: string): TextEdit | undefined {
  const lineStarts = findLineStarts(text);
  const start = findCodeLineStart(text, lineStarts, readCodeLayout(facts), line);
  if (start === undefined) return undefined;
  const at = text.startsWith('\uFEFF') && start === 0 ? 1 : start;
  const indent = /^[ \t]*/.exec(text.slice(at, at + 1_000))?.[0] ?? '';
  const eol = /\r\n?|\n/.exec(text.slice(at))?.[0] ?? /\r\n?|\n/.exec(text)?.[0] ?? '\n';
  return { start: at, end: at, text: `${indent}// routewarden-ignore ${rule} -- ${placeholderReason}${eol}` };
}

/** The start of the line, or of the nearest one above it where a line comment is a comment. */
function findCodeLineStart(text: string, lineStarts: readonly number[], layout: CodeLayout, line: number): number | undefined {
  for (let start = lineStarts[line]; start !== undefined; ) {
    const indent = /^[ \t]*/.exec(text.slice(start, start + 1_000))?.[0] ?? '';
    const literal = findTextAt(layout, start + indent.length);
    if (literal === undefined) return start;
    if (literal.kind === 'jsx') return undefined;
    start = lineStarts[lineOf(lineStarts, literal.start)];
  }
  return undefined;
}

function toUnusedMessage(directive: Directive): string {
  if (directive.kind === 'public') return 'No route is registered where this directive points to.';
  const where = directive.kind === 'ignore' ? 'here' : 'in this file';
  return `\`${directive.rule}\` finds nothing ${where}; remove the directive.`;
}

function isOn(lines: { readonly first: number; readonly last: number }, line: number): boolean {
  return lines.first <= line && line <= lines.last;
}
