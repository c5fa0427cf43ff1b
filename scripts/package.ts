import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = fileURLToPath(new URL('..', import.meta.url));
const packagePath = join(root, 'routewarden.vsix');

// Nobody shall test an old package after a build that failed. vsce runs `vscode:prepublish`, which builds, before it packs.
rmSync(packagePath, { force: true });
await createVSIX({ cwd: root, packagePath, dependencies: false, skipLicense: false });
