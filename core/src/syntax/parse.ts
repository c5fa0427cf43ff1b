import ts from 'typescript';

/** Brackets may nest this deep in a text whose full depth the parser's recursion cannot take. */
const nestingKept = 150;

/** The tree of a text, or of as much of it as the parser can take. */
export interface Parsed {
  readonly source: ts.SourceFile;
  /** True when text nested too deep was left out. */
  readonly shortened: boolean;
}

/** Which dialect a path's extension stands for; anything unknown is read as TypeScript. */
function toScriptKind(path: string): ts.ScriptKind {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  switch (extension) {
    case 'tsx':
      return ts.ScriptKind.TSX;
    case 'js':
    case 'mjs':
    case 'cjs':
      return ts.ScriptKind.JS;
    case 'jsx':
      return ts.ScriptKind.JSX;
    default:
      return ts.ScriptKind.TS;
  }
}

/** Parses `text` with TypeScript's error-tolerant parser, without JSDoc, and without parents unless asked for. Never throws. */
export function parseTolerantly(path: string, text: string, parents = false): Parsed | undefined {
  const whole = tryParse(path, text, parents);
  if (whole !== undefined) return { source: whole, shortened: false };
  const flat = tryParse(path, withoutDeepNesting(text), parents);
  return flat === undefined ? undefined : { source: flat, shortened: true };
}

/** The parser recurses for every nesting level; on a few thousand levels it runs out of stack, which JavaScript reports as a RangeError. */
function tryParse(path: string, text: string, parents: boolean): ts.SourceFile | undefined {
  try {
    return ts.createSourceFile(
      path,
      text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
      parents,
      toScriptKind(path),
    );
  } catch {
    return undefined;
  }
}

/**
 * Blanks what stands inside more than {@link nestingKept} brackets, line breaks kept, so that every other offset stays
 * true. Quoted strings are skipped; comments and regular expressions are not told apart, which only such texts pay for.
 */
function withoutDeepNesting(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let depth = 0;
  let blankFrom = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") {
      i = stringEnd(text, i, c);
    } else if (c === '(' || c === '[' || c === '{') {
      depth++;
      if (depth === nestingKept + 1) blankFrom = i;
    } else if (c === ')' || c === ']' || c === '}') {
      if (depth === nestingKept + 1) {
        kept.push(text.slice(from, blankFrom), toBlank(text.slice(blankFrom, i + 1)));
        from = i + 1;
        blankFrom = -1;
      }
      if (depth > 0) depth--;
    }
  }
  if (blankFrom !== -1) kept.push(text.slice(from, blankFrom), toBlank(text.slice(blankFrom)));
  else kept.push(text.slice(from));
  return kept.join('');
}

/** Index of the closing quote, or of the last character of the line. */
function stringEnd(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i];
    if (c === quote) return i;
    if (c === '\n') return i - 1;
    if (c === '\\') i++;
  }
  return text.length - 1;
}

function toBlank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
