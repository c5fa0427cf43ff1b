import type { Change, Finding, Fix, Session } from '#core';

/**
 * A session whose only rule finds the letters `x`, with a safe fix that takes one away, and `y`, whose fix is only
 * suggested. `z` has a safe fix that does not help: it adds another `z`.
 */
export function openMarkedSession(files: Readonly<Record<string, string>>): Session {
  const texts = new Map(Object.entries(files));
  const findings = () => [...texts].flatMap(([file, text]) => findMarks(file, text));
  return {
    rules: [],
    update(changes: readonly Change[]) {
      for (const { path, text } of changes) {
        if (text === null) texts.delete(path);
        else texts.set(path, text);
      }
    },
    report: () => ({
      routes: [],
      findings: findings(),
      suppressed: [],
      policyProblems: [],
      skipped: [],
      internalErrors: [],
      files: { seen: texts.size, analysed: texts.size },
    }),
    findings,
    routes: () => [],
    fixes: (finding) => toFixes(finding),
    text: (path) => texts.get(path),
  };
}

function findMarks(file: string, text: string): Finding[] {
  return [...text.matchAll(/[xyz]/g)].map(({ index, 0: mark }, nth) => ({
    rule: mark,
    severity: 'high',
    precision: 'certain',
    message: `There is a ${mark}.`,
    at: { file, start: index, end: index + 1, from: { line: 0, column: index }, to: { line: 0, column: index + 1 } },
    trace: [],
    fingerprint: `${mark}${nth}`,
    fixable: true,
  }));
}

function toFixes({ rule, at }: Finding): Fix[] {
  const edit = { start: at.start, end: at.end, text: rule === 'z' ? 'zz' : '' };
  const fix = (title: string, kind: Fix['kind']): Fix => ({ title, kind, files: [{ file: at.file, edits: [edit] }] });
  if (rule === 'y') return [fix('Remove y', 'suggested')];
  return [fix('Silence', 'suppress'), fix(`Remove ${rule}`, 'safe')];
}
