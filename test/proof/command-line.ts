import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Shown } from './quick-fixes.ts';

const bundle = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const report = z.object({ findings: z.array(z.object({ rule: z.string(), file: z.string(), line: z.number() })) });

/** The findings that `routewarden scan` reports for the folder, sorted. */
export function scan(folder: string): readonly Shown[] {
  const run = spawnSync(process.execPath, [bundle, 'scan', folder, '--format', 'json', '--no-cache'], { encoding: 'utf8' });
  if (run.status !== 0 && run.status !== 1) throw new Error(`The scan ended with ${run.status ?? run.signal}: ${run.stderr}`);
  const { findings } = report.parse(JSON.parse(run.stdout));
  return findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`).sort();
}
