import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

const notCopied = new Set(['node_modules', '.git', 'dist', 'out', 'examples', 'coverage']);
const scaffolds = [
  ['rule', 'shouting-path'],
  ['framework', 'tinyrouter'],
  ['library', 'middleware/@acme/greet'],
] as const;

describe('a fresh scaffold passes as it is', () => {
  const copy = mkdtempSync(join(tmpdir(), 'routewarden-scaffold-'));

  const run = (tool: string, ...args: readonly string[]) =>
    execFileSync(process.execPath, [join('node_modules', tool), ...args], {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  beforeAll(() => {
    for (const name of readdirSync(root).filter((entry) => !notCopied.has(entry) && !entry.endsWith('.vsix'))) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const [kind, name] of scaffolds) run('tsx/dist/cli.mjs', 'scripts/new.ts', kind, name);
  }, 120_000);

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('generated files are fresh, and every rule has its page', () => {
    expect(run('tsx/dist/cli.mjs', 'scripts/generate.ts', '--check')).toBe('');
  });

  test('it compiles', { timeout: 120_000 }, () => {
    expect(run('typescript/bin/tsc', '-p', 'core', '--noEmit')).toBe('');
  });

  test('it has no lint', () => {
    run(
      '@biomejs/biome/bin/biome',
      'check',
      'core/src/rules/shouting-path.ts',
      'core/src/frameworks/tinyrouter',
      'core/src/libraries/middleware/acme-greet.ts',
    );
  });

  test('its fixtures hold', { timeout: 120_000 }, () => {
    const names = 'rules/shouting-path|frameworks/tinyrouter|libraries/fixtures/middleware/acme-greet|middleware/acme-greet';
    const output = run(
      'vitest/vitest.mjs',
      'run',
      '--project',
      'unit',
      '--reporter=json',
      'test/fixtures.test.ts',
      'test/libraries',
      '-t',
      names,
    );
    const results: { numPassedTests: number; numFailedTests: number } = JSON.parse(output.slice(output.indexOf('{')));
    expect(results.numFailedTests).toBe(0);
    expect(results.numPassedTests).toBeGreaterThan(10);
  });

  test('nothing that is there is overwritten', () => {
    expect(() => run('tsx/dist/cli.mjs', 'scripts/new.ts', 'rule', 'shouting-path')).toThrow(/There already is/);
  });
});
