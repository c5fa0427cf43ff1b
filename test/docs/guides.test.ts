import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { openSession } from '#core';
import { readPolicies } from '../../core/src/policy/index.ts';
import { cli } from '../cli/cli-run.ts';
import { root } from '../meta/source-files.ts';
import { blocksOf } from './markdown-sections.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const rules = openSession({ paths: [], read: () => undefined }).rules.map(({ id }) => id);

describe('policies on the pages are valid', () => {
  const policies = ['README.md', 'docs/guides/policy.md'].flatMap((page) =>
    blocksOf(read(page), 'jsonc').map((policy, index) => ({ name: `${page}, ${index + 1}`, policy })),
  );

  test('there are some', () => {
    expect(policies.length).toBeGreaterThan(3);
  });

  test.each(policies)('$name', ({ policy }) => {
    const files = new Map([
      ['routewarden.jsonc', policy],
      ['security/base.routewarden.jsonc', '{}'],
      ['src/auth/require-user.ts', ''],
      ['src/auth/assert-user.ts', ''],
      ['src/auth/current-user.ts', ''],
    ]);
    expect(readPolicies({ paths: [...files.keys()], read: (path) => files.get(path) }, rules).problems).toEqual([]);
  });
});

describe('guards that are taught are guards', () => {
  const guards = {
    middleware: ['requireUser', 'app.delete("/x", requireUser, remove);'],
    call: ['assertUser', 'app.delete("/x", async (req, res) => { assertUser(req); return remove(req, res); });'],
    identity: ['currentUser', 'app.delete("/x", async (req, res) => currentUser(req) ? remove(req, res) : res.sendStatus(404));'],
  } as const;

  test.each(Object.entries(guards))('%s', (kind, [name, route]) => {
    const app = `import express from 'express';
      import { Pool } from 'pg';
      import { ${name} } from './auth.ts';
      const app = express();
      const remove = async (req, res) => res.json(await new Pool().query('DELETE FROM x'));
      ${route}`;
    const verdicts = [[], [{ function: `src/auth.ts#${name}`, kind }]].map((taught) => {
      const files = new Map([
        ['package.json', '{ "dependencies": { "express": "^5.1.0", "pg": "^8.16.0" } }'],
        ['routewarden.jsonc', JSON.stringify({ guards: taught })],
        ['src/auth.ts', `export const ${name} = (...args) => decideElsewhere(args);`],
        ['src/app.ts', app],
      ]);
      return openSession({ paths: [...files.keys()], read: (path) => files.get(path) }).routes()[0]?.auth.verdict;
    });
    expect(verdicts).toEqual([expect.not.stringMatching('required'), 'required']);
  });
});

describe('what the README shows is what the command line prints', () => {
  const shown = blocksOf(read('README.md'), 'console').map((block) => {
    const [command = '', ...lines] = block.trimEnd().split('\n');
    return { command, lines: lines.filter((line) => line !== '') };
  });

  test('there are a scan and a list of routes', () => {
    expect(shown.map(({ command }) => command)).toEqual([
      '$ routewarden scan examples/express-shop',
      '$ routewarden routes examples/express-shop',
    ]);
  });

  test.each(shown)('$command', ({ command, lines }) => {
    const printed = cli(root, [...command.split(' ').slice(2), '--no-cache']).stdout.split('\n');
    let from = 0;
    const missing = lines.filter((line) => {
      const at = printed.indexOf(line, from);
      if (at >= 0) from = at + 1;
      return at < 0;
    });
    expect(missing).toEqual([]);
  });
});

test('the workflow for GitHub Actions uploads the file that the scan writes', () => {
  const [workflow = ''] = blocksOf(read('docs/guides/ci.md'), 'yaml');
  const { steps } = parseYaml(workflow).jobs.scan;
  expect(steps).toContainEqual(expect.objectContaining({ run: expect.stringContaining('--format sarif --output ../routewarden.sarif') }));
  expect(steps.at(-1)).toMatchObject({ if: 'always()', with: { sarif_file: 'routewarden.sarif' } });
});

test('options and exit codes in the guide are those of the command', () => {
  const help = cli(root, ['scan', '--help']).stdout;
  const guide = read('docs/guides/ci.md');
  const tables = [guide, read('README.md')].map((page) => page.replaceAll('`', ''));
  const options = [...guide.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option);
  expect(options.filter((option) => !help.includes(option))).toEqual([]);
  for (const code of [0, 1, 2]) {
    const meaning = new RegExp(`^ {2}${code} {2}(.+)$`, 'm').exec(help)?.[1];
    for (const table of tables) expect(table).toContain(`| ${code} | ${meaning} |`);
  }
});

test('the settings in the guide are those of the extension', () => {
  const manifest: { contributes: { configuration: { properties: Record<string, unknown> } } } = JSON.parse(read('package.json'));
  const listed = [...read('docs/guides/editors.md').matchAll(/^\| `(routewarden\.[a-zA-Z.]+)` \|/gm)].map(([, name]) => name);
  expect(listed).toEqual(Object.keys(manifest.contributes.configuration.properties));
});
