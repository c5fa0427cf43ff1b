import type { Command } from 'commander';
import type { Report } from '#core';
import { explainPlace, explainRule } from '#core';
import type { AnalysisOptions } from '../analysis.ts';
import { openAnalysis } from '../analysis.ts';
import { CommandError } from '../command-error.ts';
import { toDiff } from '../diff.ts';
import type { ExitCode, Io } from '../io.ts';
import { exitCodes } from '../io.ts';
import { toNotices } from '../notices.ts';
import { emit } from '../output.ts';
import { toPalette } from '../palette.ts';
import { ruleDocs } from '../rule-docs.generated.ts';
import { listRules, toUnknownRule } from '../rule-ids.ts';
import { toChanges } from '../safe-fixes.ts';
import { addAnalysisOptions } from '../shared-options.ts';
import { findFileTarget } from '../target.ts';

const examples = `
Examples:
  routewarden explain sql-injection             what a rule looks for, with a wrong and a right example
  routewarden explain src/users.ts:12           the routes, findings, guards and fixes of a line`;

export function addExplain(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('explain')
    .summary('explain a rule, or a line of code')
    .description('Explains a rule, or everything that is known about a line.')
    .argument('<target>', 'a rule, or file:line')
    .addHelpText('after', examples)
    .action((target: string, options: AnalysisOptions) => finish(explain(target, options, io)));
  addAnalysisOptions(command);
}

function explain(target: string, options: AnalysisOptions, io: Io): ExitCode {
  // The column of `file:line:column`, as reports print it, says nothing more.
  const place = /^(?<file>.+?):(?<line>\d+)(?::\d+)?$/s.exec(target)?.groups;
  if (place === undefined) return explainId(target, io);
  return explainLine(place.file ?? '', Number(place.line), options, io);
}

function explainId(id: string, io: Io): ExitCode {
  const rules = listRules();
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const ids = rules.map((known) => known.id);
    throw new CommandError(`${toUnknownRule(id, ids)} (A place is written as src/users.ts:12.)`);
  }
  emit(explainRule(rule, ruleDocs, toPalette(io.colour)), undefined, io);
  return exitCodes.clean;
}

function explainLine(path: string, line: number, options: AnalysisOptions, io: Io): ExitCode {
  const { root, file } = findFileTarget(path, io.cwd);
  const analysis = openAnalysis({ root }, options, io);
  const { session } = analysis;
  const report = analysis.report();
  const lines = (session.text(file) ?? '').split(/\r\n|\n|\r/).length;
  if (line < 1 || line > lines) throw new CommandError(`'${file}' has no line ${line}; its last is ${lines}`);
  const text = explainPlace(report, file, line - 1, {
    text: (name) => session.text(name),
    palette: toPalette(io.colour),
    fixes: (finding) => session.fixes(finding),
    diff: (fix) =>
      toDiff(toChanges(session, fix) ?? [])
        .split('\n')
        .filter((line) => line !== ''),
  });
  emit(text ?? toNothing(report, file, line), undefined, io);
  for (const notice of toNotices(report)) io.stderr(notice);
  analysis.close();
  return report.internalErrors.length > 0 ? exitCodes.failed : exitCodes.clean;
}

function toNothing(report: Report, file: string, line: number): string {
  const places = [...report.routes, ...report.findings].filter(({ at }) => at.file === file).map(({ at }) => at.from.line + 1);
  const others = [...new Set(places)].sort((a, b) => a - b);
  const hint = others.length === 0 ? '' : ` Try ${others.map((other) => `${file}:${other}`).join(', ')}.`;
  return `There is nothing to say about ${file}:${line}.${hint}\n`;
}
