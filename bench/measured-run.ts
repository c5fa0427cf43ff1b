import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What one run of a command has used, all of its Node processes together. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Peak of the largest process. */
  readonly rssMiB: number;
}

/** A command line tool as the bench calls it. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  /** Exit codes that mean "has worked"; 0 and 1 for tools that report findings. */
  readonly accepts?: readonly number[];
}

const probe = fileURLToPath(new URL('usage-probe.cjs', import.meta.url));
const probed = z.object({ cpuSeconds: z.number(), rssMiB: z.number() });

/** Runs `node <args>` to its end and measures it; throws with its output when it fails. */
export function runMeasured({ args, cwd, accepts = [0, 1] }: Command): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'routewarden-usage-'));
  const started = performance.now();
  const run = spawnSync(process.execPath, ['--require', probe, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    env: { ...process.env, BENCH_USAGE_FOLDER: folder, NO_COLOR: '1' },
  });
  const wallSeconds = (performance.now() - started) / 1000;
  const usages = readdirSync(folder).map((file) => probed.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  rmSync(folder, { recursive: true, force: true });
  if (run.status === null || !accepts.includes(run.status) || usages.length === 0) {
    throw new Error(
      `node ${args.join(' ')} ended with ${run.status ?? run.signal}:\n${run.stdout.slice(0, 2_000)}\n${run.stderr.slice(0, 2_000)}`,
    );
  }
  return {
    cpuSeconds: usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0),
    wallSeconds,
    rssMiB: Math.max(...usages.map((usage) => usage.rssMiB)),
  };
}

/** A tool that takes longer than this is measured once. */
const longRunSeconds = 15;

/** The run with the median CPU time of `times` runs; `prepare` runs before each, unmeasured. */
export function runRepeatedly(times: number, command: Command, prepare: () => void = () => undefined): Usage {
  const usages: Usage[] = [];
  while (usages.length < times && (usages.at(-1)?.wallSeconds ?? 0) < longRunSeconds) {
    prepare();
    usages.push(runMeasured(command));
  }
  const median = usages.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(usages.length / 2)];
  if (!median) throw new Error('A measurement needs at least one run.');
  return median;
}
