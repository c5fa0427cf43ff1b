/** The text of a policy file as a tree of JSON nodes, with every syntax error placed. */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { PlacedLocation, Span } from '../model/location.ts';
import type { PolicyProblem } from '../model/report.ts';
import { findLineStarts } from '../syntax/positions.ts';
import { toPlaced } from './place.ts';

const maxLength = 1_000_000;
const maxDepth = 50;

/** Problems of one file that are listed; past them, nobody needs spelling suggestions either. */
export const maxProblems = 100;

/** One policy file while it is being read. Problems collect in the order they are found. */
export interface PolicySource {
  readonly file: string;
  readonly text: string;
  /** Undefined where the text is empty, too long or too deep; where it has syntax errors, what could be read of it. */
  readonly root: Node | undefined;
  readonly problems: PolicyProblem[];
  place(span: Span): PlacedLocation;
  report(severity: PolicyProblem['severity'], span: Span | Node, message: string): void;
}

/** Reads JSON with comments and trailing commas. Never throws. */
export function readSource(file: string, text: string): PolicySource {
  const lineStarts = findLineStarts(text);
  const problems: PolicyProblem[] = [];
  // The parser places some errors behind the end of the text.
  const place = ({ start, end }: Span): PlacedLocation =>
    toPlaced(file, lineStarts, Math.min(start, text.length), Math.min(end, text.length));
  const report: PolicySource['report'] = (severity, span, message) => {
    problems.push({ at: place('offset' in span ? spanOfNode(span) : span), severity, message });
  };
  const refusal = findRefusal(text);
  if (refusal !== undefined) {
    report('error', { start: refusal.start, end: refusal.end }, refusal.message);
    return { file, text, root: undefined, problems, place, report };
  }
  const errors: ParseError[] = [];
  // A byte order mark is white space to us; a blank in its place keeps every offset.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  for (const { error, offset, length } of errors) {
    report('error', { start: offset, end: offset + length }, syntaxMessages[printParseErrorCode(error)] ?? 'This is not valid JSON.');
  }
  return { file, text, root, problems, place, report };
}

/** Where a node stands, quotes included. */
export function spanOfNode(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** A part of a string node's text; the whole node where escapes make the two differ. */
export function spanInString(source: PolicySource, node: Node, part: Span): Span {
  const raw = source.text.slice(node.offset + 1, node.offset + node.length - 1);
  if (raw !== node.value || part.end <= part.start) return spanOfNode(node);
  return { start: node.offset + 1 + part.start, end: node.offset + 1 + part.end };
}

/** Why the text is not given to the recursive parser at all. */
function findRefusal(text: string): (Span & { readonly message: string }) | undefined {
  if (text.length > maxLength) {
    const message = 'The policy has more than 1,000,000 characters and is not read; move parts of it to files that it extends.';
    return { start: 0, end: 0, message };
  }
  if (/^[\uFEFF\s]*$/.test(text)) return { start: 0, end: 0, message: 'The policy is empty; write an object: `{}`.' };
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.openBrace || token === tokens.openBracket) depth += 1;
    else if (token === tokens.closeBrace || token === tokens.closeBracket) depth -= 1;
    if (depth > maxDepth) {
      const start = scanner.getTokenOffset();
      return { start, end: start + 1, message: `The policy is nested more than ${maxDepth} levels deep and is not read.` };
    }
  }
  return undefined;
}

/** The values of jsonc-parser's `SyntaxKind`, an ambient const enum that isolated modules cannot read. */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

const syntaxMessages: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This word means nothing in JSON; text stands in double quotes.',
  InvalidNumberFormat: 'This is not a number.',
  PropertyNameExpected: 'A property name in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing `}` is missing.',
  CloseBracketExpected: 'A closing `]` is missing.',
  EndOfFileExpected: 'The policy is one object; nothing may follow it.',
  InvalidCommentToken: 'A comment cannot stand here.',
  UnexpectedEndOfComment: 'The comment is not closed.',
  UnexpectedEndOfString: 'The text is not closed; a `"` is missing.',
  UnexpectedEndOfNumber: 'The number is incomplete.',
  InvalidUnicode: 'This is not a valid `\\u` escape.',
  InvalidEscapeCharacter: 'This is not a valid escape in JSON.',
  InvalidCharacter: 'Control characters have to be escaped in JSON.',
};
