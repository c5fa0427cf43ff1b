/** Edits that add an entry to a policy file and keep its comments and its layout. */
import { createScanner, type Node } from 'jsonc-parser';
import { dirname, relativePath } from '../base/paths.ts';
import type { TextEdit } from '../model/fix.ts';
import type { GuardEntry } from '../model/policy.ts';
import { coversMethods, coversPath, parseRoutePattern, type RoutePattern, toMethods, toRoutePattern, toRouteText } from './pattern.ts';
import { type PolicySource, readSource } from './source.ts';

/**
 * Makes one route public: an entry in front of the first one that would otherwise decide about it, or in the place of
 * the one that speaks of exactly this route. `text` undefined or blank gives a whole new file. No edits where the
 * entry stands there already, and where the text is too broken to be edited safely.
 */
export function addPublicEntry(text: string | undefined, method: string, path: string, reason: string): readonly TextEdit[] {
  const methods = toMethods(method);
  const route = parseRoutePattern(toRouteText({ methods, pattern: toRoutePattern(path) }));
  if ('message' in route || reason.trim() === '') return [];
  const item = `{ "route": ${JSON.stringify(toRouteText(route))}, "public": ${JSON.stringify(reason.trim())} }`;
  return addItem(text, 'access', item, (entries) => findPlace(entries, route));
}

/** Adds a guard, given as it is to stand in the file ({@link toGuardText}), to the end of the list. No edits where it is listed. */
export function addGuardEntry(
  text: string | undefined,
  guard: { readonly function: string; readonly kind: GuardEntry['kind'] },
): readonly TextEdit[] {
  const item = `{ "function": ${JSON.stringify(guard.function)}, "kind": ${JSON.stringify(guard.kind)} }`;
  return addItem(text, 'guards', item, (entries) =>
    entries.some((entry) => toText(findProperty(entry, 'function')) === guard.function) ? undefined : { index: entries.length },
  );
}

/** `src/auth.ts#requireUser` as it stands in the policy file `policyFile`; `module` is relative to the root, or a package. */
export function toGuardText(
  policyFile: string,
  module: { readonly kind: 'file' | 'package'; readonly name: string },
  name: string,
): string {
  return `${module.kind === 'file' ? relativePath(dirname(policyFile), module.name) : module.name}#${name}`;
}

/** Where an item goes in a list: in front of `index`, or in the place of what is there. */
interface Place {
  readonly index: number;
  readonly replaces?: true;
}

function addItem(
  text: string | undefined,
  list: 'access' | 'guards',
  item: string,
  place: (items: readonly Node[]) => Place | undefined,
): readonly TextEdit[] {
  if (text === undefined || /^[\uFEFF\s]*$/.test(text)) {
    return [{ start: 0, end: text?.length ?? 0, text: `{\n  "${list}": [\n    ${item}\n  ]\n}\n` }];
  }
  const source = readSource('', text);
  if (source.root?.type !== 'object' || source.problems.length > 0) return [];
  const node = findProperty(source.root, list);
  const layout = toLayout(source);
  if (node === undefined) {
    const { eol, unit } = layout;
    const property = `"${list}": [${eol}${unit}${unit}${item}${eol}${unit}]`;
    return verify(text, list, item, insert(layout, source.root, source.root.children?.length ?? 0, property));
  }
  if (node.type !== 'array') return [];
  const target = place(node.children ?? []);
  if (target === undefined) return [];
  const current = node.children?.[target.index];
  if (target.replaces && current !== undefined) {
    return verify(text, list, item, [{ start: current.offset, end: current.offset + current.length, text: item }]);
  }
  return verify(text, list, item, insert(layout, node, target.index, item));
}

/** The place of a new public entry among the present ones; undefined where it is there already. */
function findPlace(entries: readonly Node[], route: RoutePattern): Place | undefined {
  for (const [index, entry] of entries.entries()) {
    const pattern = parseRoutePattern(toText(findProperty(entry, 'route')) ?? '');
    const decisions = ['public', 'authenticated', 'roles'].filter((name) => findProperty(entry, name) !== undefined);
    if ('message' in pattern || decisions.length !== 1) continue; // Invalid, so it decides nothing.
    if (!coversMethods(pattern.methods, route.methods) || !coversPath(pattern.segments, route.segments)) continue;
    if ((toText(findProperty(entry, 'public')) ?? '').trim() !== '') return undefined;
    const same = coversMethods(route.methods, pattern.methods) && coversPath(route.segments, pattern.segments);
    return same ? { index, replaces: true } : { index };
  }
  return { index: entries.length };
}

/** What an inserted item has to look like. */
interface Layout {
  readonly text: string;
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
}

function toLayout({ text, root }: PolicySource): Layout {
  const first = root?.children?.[0];
  const indent = first === undefined ? undefined : findIndent(text, first.offset);
  return { text, eol: /\r\n?|\n/.exec(text)?.[0] ?? '\n', unit: indent === undefined || indent === '' ? '  ' : indent };
}

/** Puts `item` in front of the `index`-th child of a list or an object. */
function insert(layout: Layout, container: Node, index: number, item: string): readonly TextEdit[] {
  const children = container.children ?? [];
  const next = children[index];
  const last = children.at(-1);
  if (next !== undefined) return insertBefore(layout, container, children[index - 1], next, item);
  return last === undefined ? insertFirst(layout, container, item) : insertAfter(layout, container, last, item);
}

function insertBefore(layout: Layout, container: Node, previous: Node | undefined, next: Node, item: string): readonly TextEdit[] {
  const { text, eol } = layout;
  const indent = findIndent(text, next.offset);
  if (indent === undefined) return [at(next.offset, `${item}, `)];
  // Comments right above an entry belong to it: the new one goes in front of them.
  const floor = previous === undefined ? container.offset + 1 : previous.offset + previous.length;
  let start = next.offset - indent.length;
  for (let line = findLineAbove(text, start); line !== undefined && line.start > floor; line = findLineAbove(text, start)) {
    if (!/^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)$/.test(line.text)) break;
    start = line.start;
  }
  return [at(start, `${indent}${item},${eol}`)];
}

function insertAfter(layout: Layout, container: Node, last: Node, item: string): readonly TextEdit[] {
  const { text, eol } = layout;
  const end = last.offset + last.length;
  const comma = findTrailingComma(text, end);
  const indent = findIndent(text, last.offset);
  const close = container.offset + container.length - 1;
  const lineEnd = findLineEnd(text, comma ?? end);
  if (indent === undefined || lineEnd > close) return [at(end, `, ${item}`)];
  // A comment behind the last entry stays behind it.
  const added = at(lineEnd, `${eol}${indent}${item}${comma === undefined ? '' : ','}`);
  if (comma !== undefined) return [added];
  return lineEnd === end ? [at(end, `,${added.text}`)] : [at(end, ','), added];
}

function insertFirst(layout: Layout, container: Node, item: string): readonly TextEdit[] {
  const { text, eol, unit } = layout;
  const start = container.offset + 1;
  const close = container.offset + container.length - 1;
  const outer = /^[ \t]*/.exec(text.slice(findLineStart(text, container.offset)))?.[0] ?? '';
  const inner = text.slice(start, close);
  if (inner.trim() === '') return [{ start, end: close, text: `${eol}${outer}${unit}${item}${eol}${outer}` }];
  // Comments only.
  const closeIndent = findIndent(text, close);
  if (closeIndent === undefined) return [at(close, `${/\s$/.test(inner) ? '' : ' '}${item} `)];
  return [at(close - closeIndent.length, `${outer}${unit}${item}${eol}`)];
}

/** The edits, if `item` stands in the list with them and the text has no errors; a layout that defeats the rules above is left alone. */
function verify(text: string, list: string, item: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  const edited = [...edits].reverse().reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
  const { root, problems } = readSource('', edited);
  const items = root === undefined ? [] : (findProperty(root, list)?.children ?? []);
  const stands = items.some((node) => edited.slice(node.offset, node.offset + node.length) === item);
  return stands && problems.length === 0 ? edits : [];
}

function findTrailingComma(text: string, end: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(end);
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() + 1 : undefined;
}

function at(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/** The white space in front of `offset` on its line; undefined where anything else stands there. */
function findIndent(text: string, offset: number): string | undefined {
  const before = text.slice(findLineStart(text, offset), offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

function findLineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start -= 1;
  return start;
}

function findLineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

function findLineAbove(text: string, lineStart: number): { readonly start: number; readonly text: string } | undefined {
  if (lineStart === 0) return undefined;
  const end = text.slice(lineStart - 2, lineStart) === '\r\n' ? lineStart - 2 : lineStart - 1;
  const start = findLineStart(text, end);
  return { start, text: text.slice(start, end) };
}

function findProperty(object: Node, name: string): Node | undefined {
  const property = object.type === 'object' ? object.children?.find((child) => child.children?.[0]?.value === name) : undefined;
  return property?.children?.[1];
}

function toText(node: Node | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}
