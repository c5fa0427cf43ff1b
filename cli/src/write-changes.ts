import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeFileError, readTextFile, withByteOrderMark, writeFileAtomically } from '#workspace';
import { CommandError } from './command-error.ts';
import type { FileChange } from './safe-fixes.ts';

/**
 * Writes the changes, each file in one step and with the byte order mark it had. Every file is looked at before the
 * first is written: one that is no longer as it was analysed stops the whole run, so that nobody's edit is lost.
 */
export function writeChanges(root: string, changes: readonly FileChange[]): void {
  const files = changes.map((change) => ({ ...change, byteOrderMark: checkUnchanged(root, change) }));
  for (const { file, after, byteOrderMark } of files) {
    const path = join(root, file);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileAtomically(path, withByteOrderMark(after, byteOrderMark));
    } catch (error) {
      throw new CommandError(`cannot write '${file}': ${describeFileError(error)}`);
    }
  }
}

/** Whether the file has a byte order mark; throws where it is not what the analysis saw. */
function checkUnchanged(root: string, { file, before }: FileChange): boolean {
  const now = readTextFile(join(root, file));
  const text = now.kind === 'text' ? now.text : undefined;
  if (now.kind === 'unreadable' || text !== before)
    throw new CommandError(`'${file}' has changed since it was read; nothing was fixed, run again`);
  return now.kind === 'text' && now.byteOrderMark;
}
