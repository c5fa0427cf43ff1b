/**
 * Bridge to typescript-estree: the ESTree form of one file, made from the same tolerant TypeScript tree as the facts.
 * Fixes and checks of single expressions use it; facts never do, so this module stands outside of `index.ts` and is only
 * loaded by who needs it.
 */

import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { ParseSettings } from '@typescript-eslint/typescript-estree/use-at-your-own-risk';
import { astConverter } from '@typescript-eslint/typescript-estree/use-at-your-own-risk';
import { parseTolerantly } from './parse.ts';
import { countParseErrors } from './tree.ts';

/** The program with `range` and `loc` on every node, and its tokens and comments in order. */
export interface Estree {
  readonly program: TSESTree.Program;
  readonly tokens: readonly TSESTree.Token[];
  readonly comments: readonly TSESTree.Comment[];
  /** Number of syntax errors the parser met and read over. */
  readonly parseErrors: number;
}

/** The ESTree form of `text`; undefined where the code is too broken or nests too deep to have one. Never throws. */
export function toEstree(path: string, text: string): Estree | undefined {
  const parsed = parseTolerantly(path, text, true);
  if (parsed === undefined || parsed.shortened) return undefined;
  const { source } = parsed;
  const parseErrors = countParseErrors(source);
  // The converter refuses a tree with syntax errors; without the list it converts what there is.
  Object.assign(source, { parseDiagnostics: [] });
  try {
    const program = astConverter(source, settings, false).estree;
    return { program, tokens: program.tokens ?? [], comments: program.comments ?? [], parseErrors };
  } catch {
    return undefined;
  }
}

/** The settings the converter reads. It shares the type of the whole parser's settings, hence the cast. */
const settings = {
  allowInvalidAST: true,
  errorOnUnknownASTType: false,
  suppressDeprecatedPropertyWarnings: true,
  range: true,
  loc: true,
  tokens: [],
  comment: true,
} as Partial<ParseSettings> as ParseSettings;
