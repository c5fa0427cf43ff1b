/**
 * Directives in comments:
 *
 * - `// routewarden-ignore <rule>[, <rule>] -- reason` silences the rules on the next line with code; behind code, on its own line;
 * - `// routewarden-ignore-file <rule>[, <rule>] -- reason` silences them in the file;
 * - `// routewarden-public -- reason` says that the route registered on the next line with code, or on its own line, is public.
 */
import type { PlacedLocation } from '../model/location.ts';
import type { PolicyProblem } from '../model/report.ts';
import type { DirectiveFact, FileFacts } from '../syntax/facts.ts';
import { lineOf } from '../syntax/positions.ts';
import { type CodeLayout, type FactsWithNodes, findNextStart, readCodeLayout } from './code-layout.ts';
import { toPlaced } from './place.ts';
import { findNearest } from './spelling.ts';

/** What one directive does; a comment that names two rules is two of these. `at` is the rule's name in the comment. */
export type Directive =
  | { readonly kind: 'ignore'; readonly rule: string; readonly reason: string; readonly lines: LineRange; readonly at: PlacedLocation }
  | { readonly kind: 'ignore-file'; readonly rule: string; readonly reason: string; readonly at: PlacedLocation }
  | { readonly kind: 'public'; readonly reason: string; readonly lines: LineRange; readonly at: PlacedLocation };

/** 0-based lines, both included. More than one only where a template literal goes on over several lines. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The directives of one file that have an effect, and what is wrong with the others. */
export interface DirectiveSet {
  readonly directives: readonly Directive[];
  readonly problems: readonly PolicyProblem[];
}

/** The parts of a file's facts that directives depend on. */
export type DirectiveFacts = FactsWithNodes & Pick<FileFacts, 'path' | 'lineStarts' | 'directives'>;

/** The reason that a suppression edit leaves for the user to write. It counts, and is reported until it is replaced. */
export const placeholderReason = 'say why this is safe';

const directiveNames = ['routewarden-ignore', 'routewarden-ignore-file', 'routewarden-public'] as const;

/** Reads the directives of a file. One without a reason, or for an unknown rule, has no effect and a problem. */
export function parseDirectives(facts: DirectiveFacts, knownRules: readonly string[]): DirectiveSet {
  const directives: Directive[] = [];
  const problems: PolicyProblem[] = [];
  if (facts.directives.length === 0) return { directives, problems };
  const layout = readCodeLayout(facts);
  for (const fact of facts.directives) {
    directives.push(...readDirective(readComment(fact, facts, layout, problems), knownRules));
  }
  return { directives, problems };
}

/** A directive's comment, cut into its parts. Offsets count from the start of `text`. */
interface Comment {
  readonly text: string;
  /** `routewarden-ignore`. */
  readonly head: string;
  /** What stands between the head and the reason. */
  readonly list: string;
  readonly reason: string;
  /** The lines that the directive is about; undefined where no code follows. */
  readonly lines: LineRange | undefined;
  place(start: number, end: number): PlacedLocation;
  report(severity: PolicyProblem['severity'], start: number, end: number, message: string): void;
}

function readComment(fact: DirectiveFact, facts: DirectiveFacts, layout: CodeLayout, problems: PolicyProblem[]): Comment {
  const { text } = fact;
  const textStart = findTextStart(fact);
  const place = (start: number, end: number): PlacedLocation =>
    textStart === undefined
      ? toPlaced(facts.path, facts.lineStarts, fact.start, fact.end)
      : toPlaced(facts.path, facts.lineStarts, textStart + start, textStart + end);
  const head = /^\S*/.exec(text)?.[0] ?? '';
  const separator = /\s--+(?=\s|$)/.exec(text);
  return {
    text,
    head,
    list: text.slice(head.length, separator?.index),
    reason: separator === null ? '' : toOneLine(text.slice(separator.index + separator[0].length)),
    lines: findLines(fact, facts, layout),
    place,
    report: (severity, start, end, message) => problems.push({ at: place(start, end), severity, message }),
  };
}

function readDirective(comment: Comment, knownRules: readonly string[]): readonly Directive[] {
  const { text, head, list, reason, lines } = comment;
  const name = directiveNames.find((known) => known === head);
  if (name === undefined) {
    comment.report('error', 0, head.length, `There is no directive \`${head}\`.${toHint(findNearestDirective(head))}`);
    return [];
  }
  if (reason === '') {
    const rules = name === 'routewarden-public' ? '' : ` ${list.trim() || '<rule>'}`;
    comment.report('error', 0, text.length, `The reason is missing, so the directive has no effect: \`${name}${rules} -- why\`.`);
    return [];
  }
  if (reason === placeholderReason) {
    comment.report('warning', text.length - reason.length, text.length, 'Write in its place why this is safe.');
  }
  if (name !== 'routewarden-ignore-file' && lines === undefined) {
    comment.report('warning', 0, head.length, 'No code follows this directive.');
    return [];
  }
  if (name !== 'routewarden-public') return readRules(comment, knownRules);
  if (list.trim() === '' && lines !== undefined) return [{ kind: 'public', reason, lines, at: comment.place(0, head.length) }];
  comment.report(
    'error',
    head.length + 1,
    head.length + list.trimEnd().length,
    '`routewarden-public` names no rule; write the reason behind `--`.',
  );
  return [];
}

function readRules(comment: Comment, knownRules: readonly string[]): readonly Directive[] {
  const { head, list, reason, lines } = comment;
  const words = [...list.matchAll(/[^\s,]+/g)];
  if (words.length === 0) comment.report('error', 0, head.length, `\`${head}\` has to name the rules that it silences.`);
  const directives = new Map<string, Directive>();
  for (const word of words) {
    const [rule] = word;
    const start = head.length + word.index;
    const end = start + rule.length;
    const at = comment.place(start, end);
    if (!knownRules.includes(rule)) {
      comment.report('error', start, end, `There is no rule \`${rule}\`.${toHint(findNearest(rule, knownRules))}`);
    } else if (directives.has(rule)) {
      comment.report('warning', start, end, `\`${rule}\` is named twice.`);
    } else if (head === 'routewarden-ignore-file') {
      directives.set(rule, { kind: 'ignore-file', rule, reason, at });
    } else if (lines !== undefined) {
      directives.set(rule, { kind: 'ignore', rule, reason, lines, at });
    }
  }
  return [...directives.values()];
}

/** Where a comment's text starts in the file: behind `//` or `// `. Undefined in block comments and with other white space. */
function findTextStart({ text, start, end }: DirectiveFact): number | undefined {
  const around = end - start - text.length;
  if (around === 2) return start + 2;
  return around === 3 ? start + 3 : undefined;
}

function findLines(fact: DirectiveFact, facts: DirectiveFacts, layout: CodeLayout): LineRange | undefined {
  const next = fact.ownLine ? findNextStart(layout, fact.end) : fact.start;
  if (next === undefined) return undefined;
  const line = lineOf(facts.lineStarts, next);
  const ranges = layout.texts
    .filter((text) => text.kind === 'template')
    .map((text) => ({ first: lineOf(facts.lineStarts, text.start), last: lineOf(facts.lineStarts, text.end) }))
    .filter((range) => (fact.ownLine ? range.first : range.last) === line);
  return {
    first: Math.min(line, ...ranges.map((range) => range.first)),
    last: Math.max(line, ...ranges.map((range) => range.last)),
  };
}

function findNearestDirective(head: string): string | undefined {
  return findNearest(head, directiveNames) ?? directiveNames.find((name) => head.startsWith(`${name}-`));
}

function toHint(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
}

/** A block comment's reason may go on over several lines, each with a leading asterisk. */
function toOneLine(text: string): string {
  return text.replace(/\s*[\r\n]\s*(?:\*\s*)?/g, ' ').trim();
}
