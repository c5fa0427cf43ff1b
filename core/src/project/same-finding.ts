import type { FileEdit, Finding, Span, TextEdit } from '../model/index.ts';

/**
 * Which findings an edit leaves: for each finding after it, the one that it was before, or undefined where it is new. Each
 * finding before is met once at most, `last` only where no other is meant.
 */
export function matchFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  edits: readonly FileEdit[],
  last: Finding,
): ReadonlyMap<Finding, Finding | undefined> {
  const editsOf = new Map(edits.map((edit) => [edit.file, edit.edits]));
  const left = new Set([...before.filter((finding) => finding !== last), last]);
  const matches = new Map<Finding, Finding | undefined>(after.map((finding) => [finding, undefined]));
  const same: readonly ((b: Finding, a: Finding) => boolean)[] = [
    (b, a) => b.at.file === a.at.file && routeOf(b) === routeOf(a) && isPlacedAt(b.at, a.at, editsOf.get(b.at.file) ?? []),
    // Code that an edit takes from one place to another: its text is the same, or at least what is said about it.
    (b, a) => ownText(b) === ownText(a),
    (b, a) => b.at.file === a.at.file && routeOf(b) === routeOf(a) && b.message === a.message,
  ];
  for (const isSame of same) {
    for (const [found, known] of matches) {
      if (known !== undefined) continue;
      const match = [...left].find((finding) => finding.rule === found.rule && isSame(finding, found));
      if (match === undefined) continue;
      left.delete(match);
      matches.set(found, match);
    }
  }
  return matches;
}

/** The route without the place of its registration, which edits move. */
const routeOf = ({ route }: Finding): string | undefined => route?.slice(0, route.lastIndexOf('@'));

/** The fingerprint without its running number: equal findings have the same. */
const ownText = ({ fingerprint }: Finding): string => fingerprint.replace(/-\d+$/, '');

function isPlacedAt(before: Span, after: Span, edits: readonly TextEdit[]): boolean {
  return reaches(before.start, after.start, edits) && reaches(before.end, after.end, edits);
}

/** True where an offset of the text before can be that offset of the text after: inside replaced text, any of it. */
function reaches(before: number, after: number, edits: readonly TextEdit[]): boolean {
  let shift = 0;
  let grown = 0;
  let from = before;
  for (const edit of edits) {
    if (edit.start > before) break;
    const growth = edit.text.length - (edit.end - edit.start);
    if (edit.end < before) shift += growth;
    else {
      from = Math.min(from, edit.start);
      grown += edit.text.length;
    }
  }
  const touched = edits.filter((edit) => edit.start <= before && before <= edit.end);
  if (touched.length === 0) return after === before + shift;
  return from + shift <= after && after <= from + shift + grown;
}
