import { findDirectives } from './directives.ts';
import type { ExportFact, FileFacts, FunctionFacts } from './facts.ts';
import { prologueOf } from './functions.ts';
import type { Lowering } from './lowering.ts';
import { createLowering, reserveFunction } from './lowering.ts';
import { parseTolerantly } from './parse.ts';
import { findLineStarts } from './positions.ts';
import { hoistInto, hoistVars } from './scopes.ts';
import { lowerStatements } from './statements.ts';
import { countParseErrors } from './tree.ts';

/**
 * Reads one file. The dialect follows the path's extension (.ts .mts .cts .tsx .js .mjs .cjs .jsx). Never throws: broken
 * code yields facts of all that can be read, and `parseErrors` counts the rest, places nested too deep included.
 */
export function buildFacts(path: string, text: string): FileFacts {
  const lineStarts = findLineStarts(text);
  const parsed = parseTolerantly(path, text);
  if (parsed === undefined) return unreadable(path, text, lineStarts);
  const { source } = parsed;
  const low = createLowering(source);
  const id = reserveFunction(low);
  hoistVars(low, source.statements);
  hoistInto(low, source.statements);
  const body = lowerStatements(low, source.statements);
  const prologue = prologueOf(source.statements);
  low.functions[id] = moduleFunction(text.length, body, prologue);
  return {
    path,
    lineStarts,
    specifiers: [...low.specifiers.values()].sort((a, b) => a.start - b.start),
    exports: valuesFirst(low.exports),
    bindings: low.bindings,
    functions: low.functions,
    classes: low.classes,
    directives: findDirectives(source, lineStarts),
    prologue,
    parseErrors: countParseErrors(source) + low.tooDeep + (parsed.shortened ? 1 : 0),
    esModule: low.esModule,
  };
}

/** The module's own function: what runs when the file is loaded. */
function moduleFunction(length: number, body: FunctionFacts['body'], prologue: readonly string[]): FunctionFacts {
  return {
    name: '',
    kind: 'module',
    async: false,
    generator: false,
    params: [],
    body,
    parent: -1,
    prologue,
    start: 0,
    end: length,
    bodyStart: 0,
    bodyEnd: length,
  };
}

/** `export const User = z.object(…); export type User = z.infer<typeof User>`: who asks for `User` means the value. */
function valuesFirst(exports: Lowering['exports']): readonly ExportFact[] {
  const isType = (entry: ExportFact): boolean => entry.kind !== 'star' && entry.typeOnly;
  return [...exports.filter((entry) => !isType(entry)), ...exports.filter(isType)];
}

/** Facts of text that nests too deep for the parser: no code, one error. */
function unreadable(path: string, text: string, lineStarts: readonly number[]): FileFacts {
  return {
    path,
    lineStarts,
    specifiers: [],
    exports: [],
    bindings: [],
    functions: [moduleFunction(text.length, [], [])],
    classes: [],
    directives: [],
    prologue: [],
    parseErrors: 1,
    esModule: false,
  };
}
