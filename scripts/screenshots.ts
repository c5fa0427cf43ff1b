import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The pictures in docs/images are taken by the workbench tests while they run.
const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync('node', [join(root, 'node_modules/tsx/dist/cli.mjs'), 'scripts/test.ts', 'package', 'e2e'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ROUTEWARDEN_SCREENSHOTS: '1' },
});
process.exitCode = status ?? 1;
