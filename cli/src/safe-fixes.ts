import type { Finding, Fix, Session, TextEdit } from '#core';
import { orderFindings } from '#core';

/** A file before and after; `before` is undefined for a file that is new. */
export interface FileChange {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** What applying fixes came to. The session knows the new texts; nothing has been written. */
export interface FixRun {
  readonly applied: readonly { readonly finding: Finding; readonly title: string }[];
  /** Sorted by path; files that ended up as they were are left out. */
  readonly changes: readonly FileChange[];
}

/**
 * Applies the safe fix of every selected finding, one after the other, until none is left. After each, the workspace
 * is analysed again: a fix after which there are not fewer findings than before is taken back. So this comes to an
 * end, and running it on its own result changes nothing.
 */
export function applySafeFixes(session: Session, isSelected: (finding: Finding) => boolean): FixRun {
  const originals = new Map<string, string | undefined>();
  const applied: { finding: Finding; title: string }[] = [];
  for (let before = -1; before !== applied.length; ) {
    before = applied.length;
    const tried = new Set<string>();
    for (let finding = findNext(session, isSelected, tried); finding !== undefined; finding = findNext(session, isSelected, tried)) {
      tried.add(toKey(finding));
      const fix = session.fixes(finding).find(({ kind }) => kind === 'safe');
      if (fix === undefined) continue;
      const changes = toChanges(session, fix);
      if (changes === undefined || !holdsUp(session, changes)) continue;
      for (const change of changes) if (!originals.has(change.file)) originals.set(change.file, change.before);
      applied.push({ finding, title: fix.title });
    }
  }
  return { applied, changes: toTotal(session, originals) };
}

/** The changes that a fix makes to the session's current texts, or undefined where it does not fit them. */
export function toChanges(session: Session, fix: Fix): readonly FileChange[] | undefined {
  const changes: FileChange[] = [];
  for (const { file, create, edits } of fix.files) {
    const before = session.text(file);
    const after = applyEdits(before ?? '', edits);
    if (after === undefined || (before === undefined) !== (create === true)) return undefined;
    changes.push({ file, before, after });
  }
  return changes;
}

function findNext(session: Session, isSelected: (finding: Finding) => boolean, tried: ReadonlySet<string>): Finding | undefined {
  return orderFindings(session.report().findings).find((finding) => finding.fixable && isSelected(finding) && !tried.has(toKey(finding)));
}

function toKey({ at, fingerprint }: Finding): string {
  return `${at.file}\n${fingerprint}`;
}

/** Applies the changes to the session and keeps them only if they left fewer findings. */
function holdsUp(session: Session, changes: readonly FileChange[]): boolean {
  const count = session.report().findings.length;
  session.update(changes.map(({ file, after }) => ({ path: file, text: after })));
  if (session.report().findings.length < count) return true;
  session.update(changes.map(({ file, before }) => ({ path: file, text: before ?? null })));
  return false;
}

/** `edits` are ascending and do not overlap; undefined where they do not fit the text. */
function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: replacement } of edits) {
    if (start < position || end < start || end > text.length) return undefined;
    parts.push(text.slice(position, start), replacement);
    position = end;
  }
  return parts.join('') + text.slice(position);
}

function toTotal(session: Session, originals: ReadonlyMap<string, string | undefined>): FileChange[] {
  return [...originals]
    .map(([file, before]) => ({ file, before, after: session.text(file) ?? '' }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
