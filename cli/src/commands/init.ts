import { posix } from 'node:path';
import type { Command } from 'commander';
import type { ProposedPolicy, Route } from '#core';
import { plural, policyFileNames, proposePolicy, toPrintable } from '#core';
import type { Analysis, AnalysisOptions } from '../analysis.ts';
import { openAnalysis } from '../analysis.ts';
import { CommandError } from '../command-error.ts';
import type { ExitCode, Io } from '../io.ts';
import { exitCodes } from '../io.ts';
import { toNotices } from '../notices.ts';
import { emit } from '../output.ts';
import { addCacheOptions } from '../shared-options.ts';
import { findTarget } from '../target.ts';
import { writeChanges } from '../write-changes.ts';

interface InitOptions extends Pick<AnalysisOptions, 'cache' | 'cacheLocation'> {
  readonly force?: true;
  readonly dryRun?: true;
}

const examples = `
Examples:
  routewarden init                              write routewarden.jsonc into the current folder
  routewarden init api --dry-run                print it`;

export function addInit(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('init')
    .summary('write a first policy file')
    .description(
      "Writes a policy file from a folder's routes: sign-in, health checks, webhooks and documents that are open now are public, everything else needs a caller.",
    )
    .argument('[path]', 'folder to read and to write into', '.')
    .option('--force', 'overwrite the policy file that is there')
    .option('--dry-run', 'print the file and write nothing')
    .addHelpText('after', examples)
    .action((path: string, options: InitOptions) => finish(init(path, options, io)));
  addCacheOptions(command);
}

function init(path: string, options: InitOptions, io: Io): ExitCode {
  const target = findTarget(path, io.cwd);
  if (target.file !== undefined) throw new CommandError(`'${path}' is a file; a policy file lies in a folder`);
  const analysis = openAnalysis(target, options, io);
  const present = policyFileNames.find((name) => analysis.paths.includes(name));
  if (present !== undefined && options.force !== true && options.dryRun !== true)
    throw new CommandError(`there is a policy file already: '${present}'; --force overwrites it, --dry-run prints the new one`);
  const file = present ?? policyFileNames[0];
  const before = present === undefined ? undefined : analysis.session.text(file);
  // What the file says now must not decide about what the new one says.
  analysis.session.update(policyFileNames.map((name) => ({ path: name, text: null })));
  const report = analysis.report();
  const proposed = proposePolicy(governed(report.routes, analysis));
  if (options.dryRun === true) emit(proposed.text, undefined, io);
  else writeChanges(target.root, [{ file, before, after: proposed.text }]);
  for (const notice of toNotices(report)) io.stderr(notice);
  const text = toSummary(file, proposed, options);
  if (options.dryRun === true) io.stderr(text);
  else io.stdout(text);
  analysis.close();
  return report.internalErrors.length > 0 ? exitCodes.failed : exitCodes.clean;
}

/** The routes for which no policy in a folder further down speaks. */
function governed(routes: readonly Route[], analysis: Analysis): readonly Route[] {
  const folders = analysis.paths
    .filter((path) => policyFileNames.some((name) => name === posix.basename(path)) && path.includes('/'))
    .map((path) => `${posix.dirname(path)}/`);
  return routes.filter(({ at }) => !folders.some((folder) => at.file.startsWith(folder)));
}

function toSummary(file: string, { open, undecided }: ProposedPolicy, { dryRun }: InitOptions): string {
  const lines = [
    `${dryRun === true ? 'It would make' : `${file} makes`} ${plural(open.length, 'open route')} public; check the reasons.`,
    ...(undecided.length === 0
      ? []
      : [`${plural(undecided.length, 'other route')} without a guard: \`routewarden scan\` reports what needs one, or an entry.`]),
  ];
  return lines.map((line) => `${toPrintable(line)}\n`).join('');
}
