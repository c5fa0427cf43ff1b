import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { beforeAll, expect, test } from 'vitest';
import { root } from './source-files.ts';

/** What a user installs, and nothing else: no sources, no maps, no tests. Built by `npm run build`. */
const expected = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/client.cjs',
  'dist/engine.cjs',
  'dist/server.cjs',
  'package.json',
  'schemas/policy.schema.json',
];
const grammarsAndIcon = /^(syntaxes\/[\w-]+\.tmLanguage\.json|images\/icon\.png)$/;

let files: readonly string[];

// vsce looks through every folder before it applies .vscodeignore.
beforeAll(async () => {
  files = await listFiles({ cwd: root, packageManager: 0 });
}, 120_000);

test('the extension package holds exactly the files that it needs', () => {
  expect(files.filter((path) => !grammarsAndIcon.test(path)).toSorted()).toEqual(expected);
});

test('every file that the manifest names is in the package', () => {
  const manifest: { main: string; contributes: unknown; icon?: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { main, contributes, icon = main } = manifest;
  const named = [...JSON.stringify([main, contributes, icon]).matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(named).toContain('dist/client.cjs');
  expect(named.filter((path) => !files.includes(path))).toEqual([]);
});
