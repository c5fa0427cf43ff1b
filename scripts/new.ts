import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GeneratedFile, writeFiles } from './generate/generated-file.ts';
import { newFramework } from './new/framework.ts';
import { newLibrary } from './new/library.ts';
import { newRule } from './new/rule.ts';

/** What `npm run new` can start: files that pass every check and test as they are, to be changed from there. */
interface Kind {
  readonly usage: string;
  readonly name: RegExp;
  files(name: string): readonly GeneratedFile[];
  readonly next: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));

const kinds: Readonly<Record<string, Kind>> = {
  rule: {
    usage: 'npm run new rule <kebab-case-id>',
    name: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    files: newRule,
    next: 'Start with the fixtures: what must be found, and the neighbours one edit away that must not.',
  },
  framework: {
    usage: 'npm run new framework <name>',
    name: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    files: newFramework,
    next: 'Start with the fixtures: how routes are registered, and what runs before them.',
  },
  library: {
    usage: 'npm run new library <area>/<package>, for instance sql/pg or auth/@clerk/express',
    name: /^[a-z-]+\/(@[a-z0-9._-]+\/)?[a-z0-9._-]+$/,
    files: newLibrary,
    next: 'Start with the fixture; a row that no fixture exercises fails a test. Say which version the facts are of.',
  },
};

function create(kindName: string | undefined, name: string | undefined): number {
  const kind = kindName === undefined ? undefined : kinds[kindName];
  if (kind === undefined || name === undefined || !kind.name.test(name)) {
    const usages = kind === undefined ? Object.values(kinds).map(({ usage }) => usage) : [kind.usage];
    console.error(`Usage: ${usages.join('\n       ')}`);
    return 2;
  }
  const files = kind.files(name);
  const taken = files.filter(({ path }) => existsSync(join(root, path)));
  if (taken.length > 0) {
    console.error(`There already is ${taken.map(({ path }) => path).join(', ')}.`);
    return 2;
  }
  writeFiles(root, files);
  for (const { path } of files) console.log(`written: ${path}`);
  const sources = files.map(({ path }) => path).filter((path) => path.endsWith('.ts') && !path.includes('/fixtures/'));
  const status =
    runTool('@biomejs/biome/bin/biome', ['check', '--write', ...sources]) || runTool('tsx/dist/cli.mjs', ['scripts/generate.ts']);
  console.log(kind.next);
  return status;
}

function runTool(path: string, args: readonly string[]): number {
  return spawnSync('node', [join(root, 'node_modules', path), ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

process.exitCode = create(process.argv[2], process.argv[3]);
