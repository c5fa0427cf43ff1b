import { resolve } from 'node:path';
import { describeFileError, writeFileAtomically } from '#workspace';
import { CommandError } from './command-error.ts';
import type { Io } from './io.ts';

/** Prints a report, or writes it into the file given with `--output`. */
export function emit(text: string, file: string | undefined, io: Io): void {
  if (file === undefined) {
    io.stdout(text);
    return;
  }
  try {
    writeFileAtomically(resolve(io.cwd, file), text);
  } catch (error) {
    throw new CommandError(`cannot write '${file}': ${describeFileError(error)}`);
  }
}
