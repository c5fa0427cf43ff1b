import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { filesBelow, root } from './source-files.ts';

const dependencies = z.record(z.string(), z.string()).default({});
const manifest = z.object({
  name: z.string(),
  version: z.string(),
  main: z.string().optional(),
  bin: z.record(z.string(), z.string()).default({}),
  engines: z.record(z.string(), z.string()).default({}),
  dependencies,
  devDependencies: dependencies,
  optionalDependencies: dependencies,
});
const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

function readManifest(path: string) {
  return manifest.parse(JSON.parse(readFileSync(join(root, path), 'utf8')));
}

describe('versions', () => {
  const manifests = ['package.json', ...filesBelow('examples').filter((path) => path.endsWith('/package.json'))];

  test.each(manifests)('%s pins every dependency exactly', (path) => {
    const { dependencies: runtime, devDependencies, optionalDependencies } = readManifest(path);
    const loose = Object.entries({ ...runtime, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !exactVersion.test(version),
    );
    expect(loose).toEqual([]);
  });

  test('everything is bundled, so nothing is installed with the package', () => {
    expect(readManifest('package.json').dependencies).toEqual({});
  });

  test("the editor's types are no newer than the oldest editor that is promised", () => {
    const { engines, devDependencies } = readManifest('package.json');
    expect(engines.vscode).toBe(`^${devDependencies['@types/vscode'] ?? ''}`);
  });

  test('the changelog has the current version', () => {
    const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(new RegExp(`^## ${readManifest('package.json').version.replaceAll('.', '\\.')}\\b`, 'm'));
  });
});

describe('package-lock.json', () => {
  const entry = z.looseObject({ version: z.string().optional(), optionalDependencies: dependencies });
  const lock = z.object({ packages: z.record(z.string(), entry) }).parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));

  // `npm ci` refuses a lock file without them, even on another platform.
  test('names the packages of every platform', () => {
    const optional = Object.values(lock.packages).flatMap((dependent) => Object.keys(dependent.optionalDependencies));
    const locked = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)));
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
  });

  test('is of the current manifest', () => {
    const { version, devDependencies } = readManifest('package.json');
    const top = manifest.omit({ name: true }).parse(lock.packages['']);
    expect({ version: top.version, devDependencies: top.devDependencies }).toEqual({ version, devDependencies });
  });
});

test('ARCHITECTURE.md mentions every top folder', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const builtOrInstalled = new Set(['node_modules', 'dist', 'out', 'coverage']);
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !builtOrInstalled.has(entry.name))
    .map((entry) => entry.name);
  expect(folders.filter((name) => !text.includes(`${name}/`))).toEqual([]);
});
