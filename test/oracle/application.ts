import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { installedDependencies } from '../harness/dependencies.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const apps = join(root, 'test/oracle/apps');
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');

const route = z.object({ method: z.string(), path: z.string() });
const observation = z.object({
  routes: z.array(route),
  answers: z.array(route.extend({ status: z.number(), location: z.string().optional() })),
});
const inventory = z.object({
  routes: z.array(
    route.extend({
      file: z.string(),
      line: z.number(),
      auth: z.object({ verdict: z.string(), evidence: z.array(z.object({ what: z.string() })) }),
    }),
  ),
});

/**
 * What a running application says of itself: the routes of its router in Routewarden's notation, and the HTTP status with
 * which each answered a request without credentials, with the `Location` header of a redirect.
 */
export type Observation = z.infer<typeof observation>;
export type Answer = Observation['answers'][number];
/** What `routewarden routes --format json` says of the same folder. */
export type Inventory = z.infer<typeof inventory>;

/** The folders of `test/oracle/apps`: one application a framework. */
export const applications: readonly string[] = readdirSync(apps).sort();

/** Starts a copy of the application by its `serve.ts`, which prints one {@link Observation} as its last line and ends. */
export function observe(name: string): Observation {
  const folder = mkdtempSync(join(tmpdir(), `routewarden-oracle-${name}-`));
  try {
    cpSync(join(apps, name), folder, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
    symlinkSync(installedDependencies(join(apps, name), name), join(folder, 'node_modules'), 'junction');
    return observation.parse(lastLine(run([tsx, 'serve.ts'], folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lists the application's routes with the command line, from source. */
export function takeInventory(name: string): Inventory {
  const command = [tsx, join(root, 'cli/src/main.ts'), 'routes', join(apps, name), '--format', 'json', '--no-cache'];
  return inventory.parse(JSON.parse(run(command, root)));
}

function run(command: readonly string[], cwd: string): string {
  const env = { ...process.env, NODE_ENV: 'test', NODE_NO_WARNINGS: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 150_000,
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${command.slice(1).join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

const lastLine = (output: string): unknown => JSON.parse(output.trim().split('\n').at(-1) ?? '');
