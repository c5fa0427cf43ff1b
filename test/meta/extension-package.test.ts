import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { expect, test } from 'vitest';
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
const grammars = /^syntaxes\/[\w-]+\.json$/;
const images = /^(images|docs\/images)\/[\w-]+\.png$/;

test('the extension package holds exactly the files that it needs', async () => {
  const files = (await listFiles({ cwd: root, packageManager: 0 })).toSorted();
  expect(files.filter((path) => !grammars.test(path) && !images.test(path))).toEqual(expected);
});

test('every file that the manifest names is in the package', async () => {
  const files = new Set(await listFiles({ cwd: root, packageManager: 0 }));
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const contributes: unknown = JSON.parse(text).contributes ?? {};
  const named = [...JSON.stringify(contributes).matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(named.filter((path) => !files.has(path))).toEqual([]);
});
