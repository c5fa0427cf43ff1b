import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mochaTally, sum, type Tally, vitestTally } from './test/tally.ts';

/** One runner of the whole test: a command, and where its counts are found afterwards (a step that only prepares has none). */
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  tally?(exitCode: number): Tally;
}

const root = fileURLToPath(new URL('..', import.meta.url));
/** A runner that hangs is ended and counts as failed. */
const stepTimeout = 15 * 60_000;
const resultsFolder = join(root, 'out/test-results');
const tsx = ['node', join(root, 'node_modules/tsx/dist/cli.mjs')];
const vitest = ['node', join(root, 'node_modules/vitest/vitest.mjs'), 'run'];

function vitestStep(project: string): Step {
  const file = join(resultsFolder, `${project}.json`);
  return {
    name: project,
    command: [...vitest, '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    tally: (exitCode) => vitestTally(file, exitCode),
  };
}

const steps: readonly Step[] = [
  { name: 'check', command: ['npm', 'run', '--silent', 'check'] },
  { name: 'build', command: [...tsx, 'scripts/build.ts'] },
  { name: 'package', command: [...tsx, 'scripts/package.ts'] },
  vitestStep('unit'),
  {
    name: 'host',
    command: [...tsx, 'test/host/run.ts', '--results', join(resultsFolder, 'host.json')],
    tally: (exitCode) => mochaTally(join(resultsFolder, 'host.json'), exitCode),
  },
  vitestStep('e2e'),
  vitestStep('proof'),
  vitestStep('oracle'),
];

/** Runs the steps named on the command line, or all; prints what each found and, as the last line, the sum. */
function runSteps(names: readonly string[]): Tally {
  rmSync(resultsFolder, { recursive: true, force: true });
  mkdirSync(resultsFolder, { recursive: true });
  const unknown = names.filter((name) => steps.every((step) => step.name !== name));
  if (unknown.length > 0)
    throw new Error(`There is no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}.`);
  const chosen = names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
  const lines: string[] = [];
  const tallies: Tally[] = [];
  for (const step of chosen) {
    console.log(`\n> ${step.name}`);
    const started = Date.now();
    const [program = 'node', ...args] = step.command;
    const exitCode = spawnSync(program, args, { cwd: root, stdio: 'inherit', timeout: stepTimeout }).status ?? 1;
    const tally = step.tally?.(exitCode) ?? { passed: 0, failed: exitCode === 0 ? 0 : 1 };
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    lines.push(`${step.name.padEnd(8)} ${tally.passed} passed, ${tally.failed} failed  (${seconds} s)`);
    tallies.push(tally);
  }
  console.log(`\n${lines.join('\n')}\n`);
  return sum(tallies);
}

const total = runSteps(process.argv.slice(2));
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
