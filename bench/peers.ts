import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The tools that Routewarden is measured beside. */
export const peerVersions = {
  '@typescript-eslint/parser': '8.73.0',
  eslint: '10.15.0',
  'eslint-plugin-security': '4.1.0',
  oxlint: '1.94.0',
  typescript: '6.0.3',
  'vscode-langservers-extracted': '4.10.0',
} as const;

/** ESLint's configuration in every measured workspace: the plugin's recommended rules on TypeScript. */
export const eslintConfig = `import parser from '@typescript-eslint/parser';
import security from 'eslint-plugin-security';

export default [
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  { files: ['**/*.{ts,tsx}'], ...security.configs.recommended },
];
`;

/** Installs the peers outside the checkout, once per set of versions; returns their node_modules folder. */
export function installPeers(): string {
  const manifest = JSON.stringify({ name: 'bench-peers', private: true, dependencies: peerVersions });
  const key = createHash('sha256').update(manifest).digest('hex').slice(0, 16);
  const folder = join(homedir(), '.cache', 'routewarden', `bench-peers-${key}`);
  if (!existsSync(folder)) {
    const building = `${folder}.${process.pid}`;
    mkdirSync(building, { recursive: true });
    writeFileSync(join(building, 'package.json'), manifest);
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: building,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(building, folder);
  }
  return join(folder, 'node_modules');
}
