import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Finding, Fix, Report, Severity } from '#core';
import { plainPalette, plural, severities, toJson, toPretty, toPrintable, toSarif } from '#core';
import type { Analysis, AnalysisOptions } from '../analysis.ts';
import { openAnalysis } from '../analysis.ts';
import { CommandError } from '../command-error.ts';
import { paintDiff, toDiff } from '../diff.ts';
import type { ExitCode, Io } from '../io.ts';
import { toNotices } from '../notices.ts';
import { emit } from '../output.ts';
import { toPalette } from '../palette.ts';
import { ruleDocs } from '../rule-docs.generated.ts';
import type { FixRun } from '../safe-fixes.ts';
import { applySafeFixes } from '../safe-fixes.ts';
import { addAnalysisOptions } from '../shared-options.ts';
import { findTarget } from '../target.ts';
import { toExitCode } from '../verdict.ts';
import { version } from '../version.ts';
import { writeChanges } from '../write-changes.ts';

interface ScanOptions extends AnalysisOptions {
  readonly format: 'pretty' | 'json' | 'sarif';
  readonly output?: string;
  readonly fix?: true;
  readonly fixDryRun?: true;
  readonly includeFixes?: true;
  readonly maxSeverity?: Severity;
}

const examples = `
Examples:
  routewarden scan                              the current folder
  routewarden scan api --format sarif --output api.sarif
  routewarden scan --max-severity medium        fail on high and critical findings only
  routewarden scan --fix-dry-run | git apply    the same as --fix
  routewarden scan --rule sql-injection --rule unvalidated-input

Exit codes:
  0  nothing is wrong
  1  there are findings (above --max-severity, where given), or a policy file has errors
  2  wrong arguments or paths, a --policy file with errors, or an internal error: the answer is not complete`;

export function addScan(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('scan')
    .summary('report what breaks the security policy')
    .description('Reads the API routes of a folder and reports what breaks its security policy.')
    .argument('[path]', 'folder to scan, or one file of a package', '.')
    .addOption(new Option('--format <format>', 'how to report').choices(['pretty', 'json', 'sarif']).default('pretty'))
    .option('--output <file>', 'write the report into a file')
    .addOption(new Option('--fix', 'apply the safe fixes, until there are none').conflicts('fixDryRun'))
    .addOption(new Option('--fix-dry-run', 'print what --fix would change, as a diff').conflicts('format'))
    .option('--include-fixes', 'put the fixes on offer into a JSON or SARIF report; takes longer')
    .addOption(
      new Option('--rule <id>', 'only this rule; may be given several times')
        .argParser((id: string, previous: readonly string[]) => [...previous, id])
        .default([], 'all rules'),
    )
    .addOption(new Option('--max-severity <level>', 'findings up to this level do not fail the run').choices(severities))
    .addHelpText('after', examples)
    .action((path: string, options: ScanOptions) => finish(scan(path, options, io)));
  addAnalysisOptions(command);
}

function scan(path: string, options: ScanOptions, io: Io): ExitCode {
  const analysis = openAnalysis(findTarget(path, io.cwd), options, io);
  const before = analysis.report();
  checkPolicy(before, analysis.policy);
  if (before.files.seen === 0) io.stderr(`routewarden: there is no TypeScript or JavaScript source in '${path}'\n`);
  const run = options.fix === true || options.fixDryRun === true ? fix(analysis) : undefined;
  if (run !== undefined && options.fixDryRun === true) showDiff(run, options, io);
  else {
    if (run !== undefined) keepFixes(run, analysis, io);
    show(analysis, run === undefined ? before : analysis.report(), options, io);
  }
  analysis.close();
  return toExitCode(options.fixDryRun === true ? before : analysis.report(), options.maxSeverity);
}

/** A file named on the command line that cannot be used is a wrong argument; files found in the workspace are reported. */
function checkPolicy(report: Report, policy: string | undefined): void {
  const problem = report.policyProblems.find(({ at, severity }) => severity === 'error' && at.file === policy);
  if (problem === undefined) return;
  const { line, column } = problem.at.from;
  throw new CommandError(`the policy file '${policy}' is not valid: line ${line + 1}, column ${column + 1}: ${problem.message}`);
}

function fix({ session, target }: Analysis): FixRun {
  return applySafeFixes(session, (finding) => target.file === undefined || finding.at.file === target.file);
}

function keepFixes(run: FixRun, { target }: Analysis, io: Io): void {
  writeChanges(target.root, run.changes);
  for (const { finding, title } of run.applied) io.stderr(`${toPrintable(`fixed ${finding.at.file}: ${finding.rule}: ${title}`)}\n`);
  io.stderr(`${plural(run.applied.length, 'safe fix', 'safe fixes')} applied in ${plural(run.changes.length, 'file')}.\n`);
}

function showDiff(run: FixRun, { output }: ScanOptions, io: Io): void {
  const diff = toDiff(run.changes);
  emit(output === undefined ? paintDiff(diff, toPalette(io.colour)) : diff, output, io);
  io.stderr(`${plural(run.applied.length, 'safe fix', 'safe fixes')} would change ${plural(run.changes.length, 'file')}.\n`);
}

function show(analysis: Analysis, report: Report, options: ScanOptions, io: Io): void {
  emit(toText(analysis, report, options, io), options.output, io);
  if (options.format !== 'pretty') for (const notice of toNotices(report)) io.stderr(notice);
  if (options.output !== undefined) io.stderr(`${plural(report.findings.length, 'finding')}; the report is in ${options.output}\n`);
}

function toText(analysis: Analysis, report: Report, options: ScanOptions, io: Io): string {
  const { session, target } = analysis;
  const toolVersion = version;
  const fixes = options.includeFixes === true ? { fixes: (finding: Finding): readonly Fix[] => session.fixes(finding) } : {};
  switch (options.format) {
    case 'json':
      return toJson(report, { toolVersion, ...fixes });
    case 'sarif': {
      const chosen = options.rule ?? [];
      const rules = session.rules.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
      return toSarif(report, rules, { toolVersion, docs: ruleDocs, rootUri: `${pathToFileURL(target.root).href}/`, ...fixes });
    }
    case 'pretty':
      return toPretty(report, {
        text: (file) => session.text(file),
        palette: options.output === undefined ? toPalette(io.colour) : plainPalette,
      });
  }
}
