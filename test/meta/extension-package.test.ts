import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { filesBelow, root } from './source-files.ts';

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
const grammars = /^syntaxes\/[\w-]+\.tmLanguage\.json$/;

const manifest = z
  .object({
    main: z.string(),
    contributes: z.looseObject({
      grammars: z.array(z.object({ path: z.string(), scopeName: z.string() })),
      jsonValidation: z.array(z.object({ url: z.string() })),
    }),
  })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

let files: readonly string[];

// vsce looks through every folder before it applies .vscodeignore.
beforeAll(async () => {
  files = await listFiles({ cwd: root, packageManager: 0 });
}, 120_000);

test('the extension package holds exactly the files that it needs', () => {
  expect(files.filter((path) => !grammars.test(path)).toSorted()).toEqual(expected);
});

test('every file that the manifest names is in the package', () => {
  const { main, contributes } = manifest;
  const named = [...JSON.stringify([main, contributes]).matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(named).toContain('dist/client.cjs');
  expect(named.filter((path) => !files.includes(path))).toEqual([]);
});

test('every grammar and the schema of the policy file are contributed', () => {
  const { grammars, jsonValidation } = manifest.contributes;
  const written = filesBelow('syntaxes').map((path) => {
    const { scopeName }: { scopeName: string } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    return { path: `./${path}`, scopeName };
  });
  expect(grammars.map(({ path, scopeName }) => ({ path, scopeName })).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(written);
  expect(jsonValidation.map(({ url }) => url)).toEqual(['./schemas/policy.schema.json']);
});
