import type { FileEdit, Finding, Fix, Session, TextEdit } from '../model/index.ts';
import { suppressionEdit } from '../policy/index.ts';
import type { FindingDraft, FixContext, FixDraft } from '../rules/contract/rule.ts';
import { matchFindings } from './same-finding.ts';
import type { Sources } from './sources.ts';

const order: readonly Fix['kind'][] = ['safe', 'suggested', 'policy', 'suppress'];

/**
 * The fixes that hold: each candidate is applied to the session, analysed, and taken back. It is offered when the
 * finding is gone, none is new, and no file has more syntax errors than before.
 */
export function offerFixes(session: Session, sources: Sources, finding: Finding, draft: FindingDraft, context: FixContext): readonly Fix[] {
  const candidates: FixDraft[] = [...(draft.fixes?.(context) ?? []), ...suppression(finding, context)];
  const before = session.report().findings;
  const target = before.find((f) => f.fingerprint === finding.fingerprint);
  if (target === undefined) return [];
  const errorsBefore = new Map<string, number>();
  const offered: Fix[] = [];
  for (const candidate of candidates) {
    const originals = new Map<string, string | undefined>();
    for (const { file } of candidate.files) {
      originals.set(file, sources.text(file));
      errorsBefore.set(file, sources.facts(file)?.parseErrors ?? 0);
    }
    session.update(candidate.files.map((edit) => ({ path: edit.file, text: applyEdits(originals.get(edit.file) ?? '', edit.edits) })));
    const left: readonly (Finding | undefined)[] = [...matchFindings(before, session.report().findings, candidate.files, target).values()];
    const broken = candidate.files.some(({ file }) => (sources.facts(file)?.parseErrors ?? 0) > (errorsBefore.get(file) ?? 0));
    session.update([...originals].map(([path, text]) => ({ path, text: text ?? null })));
    if (!left.includes(target) && !left.includes(undefined) && !broken) offered.push(candidate);
  }
  session.report();
  return offered.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function suppression(finding: Finding, context: FixContext): readonly FixDraft[] {
  const text = context.text(finding.at.file);
  const facts = context.facts(finding.at.file);
  if (text === undefined || facts === undefined) return [];
  const edit = suppressionEdit(text, facts, finding.at.from.line, finding.rule);
  if (edit === undefined) return [];
  const files: readonly FileEdit[] = [{ file: finding.at.file, edits: [edit] }];
  return [{ title: `Ignore ${finding.rule} here, with a reason`, kind: 'suppress', files }];
}

/** The text with the edits applied; edits are ascending and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
