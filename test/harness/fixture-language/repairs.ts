import type { Finding, Fix, Session, TextEdit } from '#core';
import { type FindingMark, readExpectations } from './expectations.ts';
import { openOn, type Scenario } from './scenario.ts';

type Files = ReadonlyMap<string, string>;

/**
 * Applies every fix that a fixture's marks name, one after the other, and compares with the `.fixed` neighbour. Gives
 * what went wrong, one line each.
 */
export function findRepairProblems(scenario: Scenario): readonly string[] {
  const wanted = readExpectations(scenario.files).findings.filter((mark) => mark.fix !== undefined);
  if (wanted.length === 0) return scenario.fixed === undefined ? [] : ['there is a .fixed neighbour, but no mark names a fix'];
  if (scenario.fixed === undefined) return [`${wanted[0]?.file}:${wanted[0]?.line} names a fix, but there is no .fixed neighbour`];
  const repaired = repair(scenario.files, wanted.length);
  if ('problem' in repaired) return [repaired.problem];
  return [...textProblems(repaired.files, scenario.files, scenario.fixed), ...analysisProblems(repaired.files, scenario)];
}

function repair(files: Files, most: number): { readonly files: Files } | { readonly problem: string } {
  let current = files;
  for (let times = 0; times < most; times += 1) {
    const session = openOn(current);
    const open = readExpectations(current).findings.filter((mark) => mark.fix !== undefined);
    const next = open.flatMap((mark) => pairs(session, mark))[0];
    if (next === undefined) return { files: current };
    const { mark, finding } = next;
    const offered = session.fixes(finding);
    const fix = offered.find((f) => f.title === mark.fix);
    if (fix === undefined)
      return {
        problem: `- ${mark.file}:${mark.line} the fix "${mark.fix}" is not offered; offered are ${offered.map((f) => `"${f.title}"`).join(', ') || 'none'}`,
      };
    current = applyFix(current, fix);
  }
  return { files: current };
}

function pairs(session: Session, mark: FindingMark): readonly { mark: FindingMark; finding: Finding }[] {
  return session
    .findings(mark.file)
    .filter((f) => f.rule === mark.rule && f.at.from.line + 1 === mark.line)
    .map((finding) => ({ mark, finding }));
}

function applyFix(files: Files, fix: Fix): Files {
  const result = new Map(files);
  for (const { file, edits } of fix.files) result.set(file, applyEdits(result.get(file) ?? '', edits));
  return result;
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight((result, { start, end, text: next }) => result.slice(0, start) + next + result.slice(end), text);
}

function textProblems(repaired: Files, before: Files, fixed: Files): readonly string[] {
  const changed = [...repaired].filter(([file, text]) => before.get(file) !== text).map(([file]) => file);
  const missing = changed.filter((file) => !fixed.has(file)).map((file) => `- ${file} was changed by a fix, but has no .fixed neighbour`);
  const different = [...fixed].flatMap(([file, text]) => {
    const got = withoutMarks(repaired.get(file) ?? '');
    const want = withoutMarks(text);
    return got === want ? [] : [`- ${file} after the fixes is not as expected:\n${firstDifference(got, want)}`];
  });
  return [...missing, ...different];
}

/** The code without the fixture's own comments, which fixes carry along. */
function withoutMarks(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*\/\/\s*\^/.test(line))
    .map((line) => line.replace(/\s*\/\/ (expect|ok|missed|spurious|flow|fix|route|keeps types|no routes)\b.*$/, ''))
    .join('\n')
    .trimEnd();
}

function firstDifference(got: string, want: string): string {
  const gotLines = got.split('\n');
  const wantLines = want.split('\n');
  const at = gotLines.findIndex((line, index) => line !== wantLines[index]);
  const from = Math.max(0, (at < 0 ? gotLines.length : at) - 2);
  const show = (sign: string, lines: readonly string[]): string =>
    lines
      .slice(from, from + 8)
      .map((line) => `    ${sign} ${line}`)
      .join('\n');
  return `${show('-', wantLines)}\n${show('+', gotLines)}`;
}

/** After the fixes nothing that was fixed is left, nothing is new, and asking again changes nothing. */
function analysisProblems(repaired: Files, scenario: Scenario): readonly string[] {
  const before = openOn(scenario.files).findings();
  const after = openOn(repaired).findings();
  const fresh = after.filter((f) => !before.some((b) => b.rule === f.rule && b.message === f.message && b.at.file === f.at.file));
  const again = repair(repaired, 1);
  const settled = 'files' in again && [...again.files].every(([file, text]) => repaired.get(file) === text);
  return [
    ...fresh.map((f) => `+ ${f.at.file}:${f.at.from.line + 1} is new after the fixes: ${f.rule} "${f.message}"`),
    ...(settled ? [] : ['- applying the fixes a second time changes the text again']),
  ];
}
