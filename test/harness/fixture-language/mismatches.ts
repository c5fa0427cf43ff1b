import type { Finding, Report, Route, RuleMeta } from '#core';
import type { Expectations, FindingMark, FlowMark, RouteMark } from './expectations.ts';

/** How a report differs from what a fixture expects, one line each; empty when all is as expected. */
export function findMismatches(report: Report, expected: Expectations, rules: readonly RuleMeta[]): readonly string[] {
  return [
    ...expected.errors,
    ...report.internalErrors.map((e) => `${e.file ?? ''} internal error in ${e.where}: ${e.message}`),
    ...report.skipped.map((s) => `${s.file} was skipped: ${s.reason}`),
    ...unknownRules(expected, rules),
    ...findingMismatches(
      report.findings,
      expected.findings.filter((mark) => rules.some((rule) => rule.id === mark.rule)),
    ),
    ...routeMismatches(report.routes, expected),
    ...flowMismatches(report.findings, expected.flows),
  ];
}

function unknownRules({ findings }: Expectations, rules: readonly RuleMeta[]): readonly string[] {
  const known = new Set(rules.map((rule) => rule.id));
  const unknown = [...new Set(findings.map((mark) => mark.rule))].filter((id) => !known.has(id));
  return unknown.map((id) => `there is no rule ${id}, which marks name ${findings.filter((mark) => mark.rule === id).length} times`);
}

function findingMismatches(findings: readonly Finding[], marks: readonly FindingMark[]): readonly string[] {
  const left = [...findings];
  const take = (m: FindingMark): Finding | undefined => {
    const isMatch = (f: Finding, exact: boolean): boolean =>
      f.rule === m.rule &&
      f.at.file === m.file &&
      f.at.from.line + 1 === m.line &&
      (!exact || (columnsFit(f, m) && f.message.includes(m.text ?? '')));
    const exact = left.findIndex((f) => isMatch(f, true));
    const index = exact >= 0 ? exact : left.findIndex((f) => isMatch(f, false));
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const problems = marks.flatMap((m): string[] => {
    const place = `${m.file}:${m.line}`;
    if (m.kind === 'ok') return [];
    const found = take(m);
    if (m.kind === 'expect')
      return found === undefined ? [`- ${place} expected ${toText(m)}, but there is no such finding`] : detailMismatches(found, m);
    if (m.kind === 'missed')
      return found === undefined
        ? []
        : [`- ${place} the known gap has healed: ${m.rule} is found now; write 'expect:' instead of 'missed:'`];
    return found === undefined
      ? [`- ${place} the known false alarm has healed: ${m.rule} is no longer found; write 'ok:' instead of 'spurious:'`]
      : [];
  });
  const calm = (f: Finding): string =>
    marks.some((m) => m.kind === 'ok' && m.rule === f.rule && m.file === f.at.file && m.line === f.at.from.line + 1)
      ? 'marked ok'
      : 'not expected';
  return [
    ...problems,
    ...left.map((f) => `+ ${f.at.file}:${f.at.from.line + 1}:${f.at.from.column + 1} ${calm(f)}: ${f.rule} "${f.message}"`),
  ];
}

const toText = (m: FindingMark): string => `${m.rule}${m.text === undefined ? '' : ` "${m.text}"`}`;

function columnsFit(f: Finding, m: FindingMark): boolean {
  if (m.columns === undefined) return true;
  if (f.at.from.column !== m.columns.from) return false;
  return f.at.to.line !== f.at.from.line || f.at.to.column === m.columns.to;
}

function detailMismatches(f: Finding, m: FindingMark): string[] {
  const place = `${m.file}:${m.line}`;
  const problems: string[] = [];
  if (!f.message.includes(m.text ?? '')) problems.push(`- ${place} expected "${m.text}" in the message, which is "${f.message}"`);
  if (!columnsFit(f, m))
    problems.push(
      `- ${place} expected ${m.rule} in columns ${m.columns?.from}–${m.columns?.to}, but it is in ${f.at.from.column}–${f.at.to.line === f.at.from.line ? f.at.to.column : `line ${f.at.to.line + 1}`}`,
    );
  return problems;
}

// Routes

function routeMismatches(routes: readonly Route[], { routes: marks, noRoutes }: Expectations): readonly string[] {
  if (marks.length === 0) return noRoutes ? routes.map((r) => `+ ${routeLine(r)} is no route`) : [];
  const left = [...routes];
  const take = (m: RouteMark): Route | undefined => {
    const isHere = (r: Route): boolean =>
      r.at.file === m.file && r.at.from.line + 1 === m.line && r.method === m.method && r.path === m.path;
    const exact = left.findIndex((r) => isHere(r) && r.auth.verdict === m.verdict);
    const index = exact >= 0 ? exact : left.findIndex(isHere);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const problems = marks.flatMap((m): string[] => {
    const found = take(m);
    const what = `${m.file}:${m.line} ${m.method} ${m.path} ${m.verdict}`;
    const met = found?.auth.verdict === m.verdict;
    if (m.kind === 'missed') return met ? [`- ${what}: the known gap has healed; write 'route:'`] : [];
    if (m.kind === 'spurious') return met ? [] : [`- ${what}: the known false route has healed; remove the mark`];
    if (found === undefined) return [`- ${what}: no such route is registered there`];
    return met ? [] : [`- ${what}: the verdict is ${found.auth.verdict}, because ${found.auth.reason}`];
  });
  return [...problems, ...left.map((r) => `+ ${routeLine(r)} is not expected`)];
}

const routeLine = (r: Route): string => `${r.at.file}:${r.at.from.line + 1} ${r.method} ${r.path} ${r.auth.verdict}`;

// Traces

function flowMismatches(findings: readonly Finding[], marks: readonly FlowMark[]): readonly string[] {
  const labels = [...new Set(marks.map((m) => m.label))];
  return labels.flatMap((label) => {
    const wanted = sequenceOf(marks.filter((m) => m.label === label)).map((m) => `${m.kind} ${m.file}:${m.line}`);
    const traces = findings.map(traceLines);
    if (traces.some((trace) => trace.join('\n') === wanted.join('\n'))) return [];
    const closest = traces.find((trace) => trace[0] === wanted[0]) ?? traces.find((trace) => trace.at(-1) === wanted.at(-1));
    return [
      `- expected the flow ${wanted.join(' → ')}; ${closest === undefined ? 'no finding has such a trace' : `the closest is ${closest.join(' → ')}`}`,
    ];
  });
}

/** Marks as written; numbered steps at the place their number gives. */
function sequenceOf(marks: readonly FlowMark[]): readonly FlowMark[] {
  const order = { source: 0, step: 1, sink: 2 } as const;
  return marks
    .map((m, index) => ({ m, index }))
    .sort((a, b) => order[a.m.kind] - order[b.m.kind] || (a.m.number ?? 0) - (b.m.number ?? 0) || a.index - b.index)
    .map(({ m }) => m);
}

/** A finding's trace by lines: several steps on one line are one, named source or sink where it is one of these. */
function traceLines(f: Finding): readonly string[] {
  const steps = f.trace.filter((s) => s.kind === 'source' || s.kind === 'step' || s.kind === 'sink');
  const lines: { place: string; kind: string }[] = [];
  for (const step of steps) {
    const place = `${step.at.file}:${step.at.from.line + 1}`;
    const last = lines.at(-1);
    if (last?.place !== place) lines.push({ place, kind: step.kind });
    else if (step.kind === 'sink' && last.kind === 'step') last.kind = 'sink';
  }
  return lines.map(({ place, kind }) => `${kind} ${place}`);
}
