import type { Location } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import type { Expression } from '../syntax/facts.ts';
import { walkFile } from '../syntax/walk.ts';
import { endOfLine, indentOf } from './statements.ts';

/** Adds a text to the list of texts at `at`; one text alone becomes a list of two. */
export function addToList(at: Location, entry: string, context: FixContext): readonly FixDraft[] {
  const { file } = at;
  const text = context.text(file);
  const facts = context.facts(file);
  if (text === undefined || facts === undefined) return [];
  let list: Expression | undefined;
  walkFile(facts, (e) => {
    if (e.start === at.start && e.end === at.end) list = e;
  });
  const edit = list === undefined ? undefined : editOf(list, entry, text);
  if (edit === undefined) return [];
  return [{ title: `Add ${entry} to the paths`, kind: 'suggested', files: [{ file, edits: [edit] }] }];
}

function editOf(list: Expression, entry: string, text: string): { start: number; end: number; text: string } | undefined {
  if (list.k === 'literal' && typeof list.value === 'string') {
    const written = text.slice(list.start, list.end);
    return { start: list.start, end: list.end, text: `[${written}, ${quoted(entry, written)}]` };
  }
  if (list.k !== 'array') return undefined;
  const last = list.elements.at(-1);
  if (last === undefined || last === null) return { start: list.start, end: list.end, text: `['${entry}']` };
  const first = list.elements.find((e) => e?.k === 'literal');
  const added = quoted(entry, first === undefined || first === null ? "'" : text.slice(first.start, first.end));
  const ownLine = text.slice(text.lastIndexOf('\n', last.start - 1) + 1, last.start).trim() === '';
  return { start: last.end, end: last.end, text: ownLine ? `,${endOfLine(text)}${indentOf(text, last.start)}${added}` : `, ${added}` };
}

/** In the quotes that `like` has. */
function quoted(entry: string, like: string): string {
  const quote = like.startsWith('"') || like.startsWith('`') ? like.charAt(0) : "'";
  return `${quote}${entry}${quote}`;
}
