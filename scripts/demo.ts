import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = 'examples/express-shop';
const cli = join(root, 'dist/cli.cjs');

/** Runs a command in the repository, shows what it prints and returns its exit code. */
function show(command: readonly string[]): number {
  const [program = 'node', ...args] = command;
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status ?? 2;
}

/** Prints a heading and what the command line says; 1 is its way to say that it found something. */
function demonstrate(heading: string, args: readonly string[]): void {
  console.log(`\n### ${heading}\n$ routewarden ${args.join(' ')}\n`);
  if (show(['node', cli, ...args, '--no-cache']) > 1) process.exitCode = 1;
}

if (show(['node', join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/build.ts']) === 0) {
  demonstrate('The routes of an example, and who may call them', ['routes', example]);
  demonstrate('What breaks its policy', ['scan', example]);
  demonstrate('Fixes that were applied and analysed again before you see them', ['scan', example, '--fix-dry-run']);
} else {
  process.exitCode = 1;
}
