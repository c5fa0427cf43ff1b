import type { Command } from 'commander';
import { Option } from 'commander';
import { toRoutesJson, toRoutesTable } from '#core';
import type { AnalysisOptions } from '../analysis.ts';
import { openAnalysis } from '../analysis.ts';
import type { ExitCode, Io } from '../io.ts';
import { exitCodes } from '../io.ts';
import { toNotices } from '../notices.ts';
import { emit } from '../output.ts';
import { toPalette } from '../palette.ts';
import { addAnalysisOptions } from '../shared-options.ts';
import { findTarget } from '../target.ts';

interface RoutesOptions extends AnalysisOptions {
  readonly format: 'table' | 'json';
}

const examples = `
Examples:
  routewarden routes                            every route of the current folder
  routewarden routes api --format json | jq '.routes[] | select(.auth.verdict == "none")'`;

export function addRoutes(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('routes')
    .summary('list the API routes and who may call them')
    .description('Lists the API routes of a folder: who may call them and whether their input is validated.')
    .argument('[path]', 'folder to read, or one file of a package', '.')
    .addOption(new Option('--format <format>', 'how to list').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action((path: string, options: RoutesOptions) => finish(listRoutes(path, options, io)));
  addAnalysisOptions(command);
}

function listRoutes(path: string, options: RoutesOptions, io: Io): ExitCode {
  const analysis = openAnalysis(findTarget(path, io.cwd), options, io);
  const report = analysis.report();
  emit(options.format === 'json' ? toRoutesJson(report) : toRoutesTable(report, toPalette(io.colour)), undefined, io);
  for (const notice of toNotices(report)) io.stderr(notice);
  analysis.close();
  return report.internalErrors.length > 0 ? exitCodes.failed : exitCodes.clean;
}
