import { Command, CommanderError } from 'commander';
import { toPrintable } from '#core';
import { CommandError } from './command-error.ts';
import { addExplain } from './commands/explain.ts';
import { addInit } from './commands/init.ts';
import { addRoutes } from './commands/routes.ts';
import { addScan } from './commands/scan.ts';
import type { ExitCode, Io } from './io.ts';
import { exitCodes } from './io.ts';
import { version } from './version.ts';

export type { ExitCode, Io } from './io.ts';
export { version } from './version.ts';

/**
 * Runs one command line (without the program's own name) and gives its exit code. Never throws: whatever goes wrong is
 * one line on stderr.
 */
export function run(argv: readonly string[], io: Io): ExitCode {
  const plain = argv.includes('--no-color') && !argv.slice(0, argv.indexOf('--no-color')).includes('--');
  const shown = plain ? { ...io, colour: false } : io;
  let code: ExitCode = exitCodes.clean;
  try {
    toProgram(shown, (result) => {
      code = result;
    }).parse(argv, { from: 'user' });
  } catch (error) {
    return toFailure(error, shown);
  }
  return code;
}

function toProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('routewarden')
    .description('Shows missing authentication, unvalidated input, SQL injection and insecure HTTP in TypeScript API routes.')
    .version(version, '-v, --version', 'print the version')
    .option('--no-color', 'do not colour the output')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: io.stdout,
      writeErr: io.stderr,
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      outputError: (text, write) => write(text.replace(/^error: /, 'routewarden: ').replace(/\n(?=\()/, ' ')),
    })
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  routewarden scan\n  routewarden routes --format json\n  routewarden explain sql-injection');
  addScan(program, io, finish);
  addRoutes(program, io, finish);
  addInit(program, io, finish);
  addExplain(program, io, finish);
  return program;
}

function toFailure(error: unknown, io: Io): ExitCode {
  // Commander has already written its message; help and version end here too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.failed;
  const message = toPrintable((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '');
  io.stderr(`routewarden: ${error instanceof CommandError ? '' : 'internal error: '}${message}\n`);
  if (io.debug && error instanceof Error) io.stderr(`${error.stack}\n`);
  return exitCodes.failed;
}
