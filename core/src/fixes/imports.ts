import { dirname, relativePath } from '../base/paths.ts';
import type { TextEdit } from '../model/index.ts';
import type { FixContext } from '../rules/contract/rule.ts';
import { toEstree } from '../syntax/estree.ts';
import { endOfLine } from './statements.ts';

/** What a file is to import: `name` may be `default` or `*`, with the local name as `alias`. */
export interface WantedImport {
  readonly module: string;
  readonly name: string;
  readonly alias?: string;
}

/**
 * The edit that makes a name known in a file, in the file's own module style and quotes, after its last import.
 * Undefined where the file imports it already.
 */
export function addImport(context: FixContext, file: string, wanted: WantedImport): TextEdit | undefined {
  const text = context.text(file);
  const facts = context.facts(file);
  if (text === undefined || facts === undefined) return undefined;
  const local = wanted.alias ?? wanted.name;
  if (facts.bindings.some((b) => b.scope === 0 && b.name === local)) return undefined;
  const beside = besideSameModule(file, text, wanted, local);
  if (beside !== undefined) return beside;
  const quote = quoteOf(text);
  const eol = endOfLine(text);
  const semicolon = /;\s*(\r|\n|$)/.test(text) ? ';' : '';
  const commonJs = !facts.esModule && /\brequire\s*\(/.test(text);
  const from = `${quote}${wanted.module}${quote}`;
  const line = commonJs ? requireLine(wanted, local, from) : importLine(wanted, local, from);
  const end = lastImportEnd(file, text, commonJs);
  if (end === undefined) return { start: topOf(text), end: topOf(text), text: `${line}${semicolon}${eol}` };
  return { start: end, end, text: `${eol}${line}${semicolon}` };
}

/** Where the file already imports other names from the module: into the same braces. */
function besideSameModule(file: string, text: string, wanted: WantedImport, local: string): TextEdit | undefined {
  if (wanted.name === 'default' || wanted.name === '*') return undefined;
  for (const node of toEstree(file, text)?.program.body ?? []) {
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type' || node.source.value !== wanted.module) continue;
    const last = node.specifiers.at(-1);
    if (last?.type === 'ImportSpecifier')
      return { start: last.range[1], end: last.range[1], text: `, ${wanted.name === local ? local : `${wanted.name} as ${local}`}` };
  }
  return undefined;
}

function importLine(wanted: WantedImport, local: string, from: string): string {
  if (wanted.name === 'default') return `import ${local} from ${from}`;
  if (wanted.name === '*') return `import * as ${local} from ${from}`;
  return `import { ${wanted.name === local ? local : `${wanted.name} as ${local}`} } from ${from}`;
}

function requireLine(wanted: WantedImport, local: string, from: string): string {
  if (wanted.name === 'default' || wanted.name === '*') return `const ${local} = require(${from})`;
  return `const { ${wanted.name === local ? local : `${wanted.name}: ${local}`} } = require(${from})`;
}

const quoteOf = (text: string): string =>
  (text.match(/from\s+"|require\("/g)?.length ?? 0) > (text.match(/from\s+'|require\('/g)?.length ?? 0) ? '"' : "'";

/** The end of the last import declaration, or of the last `require` at the top of a CommonJS file. */
function lastImportEnd(file: string, text: string, commonJs: boolean): number | undefined {
  let end: number | undefined;
  for (const node of toEstree(file, text)?.program.body ?? []) {
    const isImport = node.type === 'ImportDeclaration';
    const isRequire = commonJs && node.type === 'VariableDeclaration' && /\brequire\s*\(/.test(text.slice(node.range[0], node.range[1]));
    if (isImport || isRequire) end = node.range[1];
    else if (end !== undefined && commonJs) break;
  }
  return end;
}

/** After a byte-order mark, a hashbang, and directives such as 'use server'. */
function topOf(text: string): number {
  const match = /^\uFEFF?(?:#![^\r\n]*(?:\r\n|\n|\r))?(?:\s*(?:'use [a-z]+'|"use [a-z]+")\s*;?[ \t]*(?:\r\n|\n|\r))*/.exec(text);
  return match === null ? 0 : match[0].length;
}

/** How `from` names `to` in an import: with an extension where the file's other relative imports have one. */
export function relativeSpecifier(from: string, to: string, context: FixContext): string {
  const path = relativePath(dirname(from), to);
  const bare = path.replace(/\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/, '');
  const specifiers =
    context
      .facts(from)
      ?.specifiers.map((s) => s.specifier)
      .filter((s) => s.startsWith('.')) ?? [];
  const extension = /\.(js|ts|mjs|mts|cjs|cts)$/.exec(specifiers[0] ?? '')?.[0];
  const specifier = extension === undefined ? bare.replace(/\/index$/, '') : bare + extension;
  return specifier.startsWith('.') ? specifier : `./${specifier}`;
}
