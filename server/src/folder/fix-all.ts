import type { Finding, Session, TextEdit } from '#core';

/** Rounds over a file's findings: a fix may make another one possible. Real files are stable after two. */
const maxRounds = 10;

/** Applies the safe fixes of one file, one after the other and each on the result of the last, until none is left.
 *  Works on the live session and puts its text back. Undefined where nothing changes. */
export function fixAll(session: Session, path: string, isShown: (finding: Finding) => boolean): string | undefined {
  const original = session.text(path);
  if (original === undefined) return undefined;
  try {
    for (let round = 0; round < maxRounds; round++) if (!fixOnce(session, path, isShown)) break;
    const fixed = session.text(path);
    return fixed === original ? undefined : fixed;
  } finally {
    if (session.text(path) !== original) session.update([{ path, text: original }]);
  }
}

/** Tries each finding once; true when a text was changed. */
function fixOnce(session: Session, path: string, isShown: (finding: Finding) => boolean): boolean {
  const tried = new Set<string>();
  let changed = false;
  for (;;) {
    const finding = session
      .findings(path)
      .find((candidate) => candidate.fixable && isShown(candidate) && !tried.has(candidate.fingerprint));
    if (finding === undefined) return changed;
    tried.add(finding.fingerprint);
    const text = session.text(path);
    const edits = findSafeEdits(session, finding, path);
    if (text === undefined || edits === undefined) continue;
    session.update([{ path, text: applyEdits(text, edits) }]);
    changed = true;
  }
}

/** A fix that reaches into other files is the user's decision, not one of "fix all in this file". */
function findSafeEdits(session: Session, finding: Finding, path: string): readonly TextEdit[] | undefined {
  const fix = session
    .fixes(finding)
    .find(({ kind, files }) => kind === 'safe' && files.every(({ file, create }) => file === path && create !== true));
  const edits = fix?.files.flatMap(({ edits }) => edits);
  return edits === undefined || edits.length === 0 ? undefined : edits;
}

/** Applies ascending edits that do not overlap. */
function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
