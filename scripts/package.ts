import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = fileURLToPath(new URL('..', import.meta.url));

// vsce runs `vscode:prepublish`, which builds, before it packs.
await createVSIX({
  cwd: root,
  packagePath: join(root, 'routewarden.vsix'),
  dependencies: false,
  skipLicense: false,
});
