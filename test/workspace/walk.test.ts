import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkFolder } from '#workspace';
import { tempFolder } from './temp-folder.ts';

/** Every file empty. */
function folderOf(...paths: string[]): string {
  return tempFolder(Object.fromEntries(paths.map((path) => [path, ''])));
}

describe('walkFolder', () => {
  it('lists sources and configuration, sorted by code unit', () => {
    const sources = ['a.cjs', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.mts', 'a.ts', 'a.tsx'];
    const configuration = [
      'b/jsconfig.json',
      'b/package.json',
      'b/routewarden.json',
      'b/routewarden.jsonc',
      'b/team.routewarden.jsonc',
      'b/tsconfig.build.json',
      'b/tsconfig.json',
      'pnpm-workspace.yaml',
    ];
    const others = ['README.md', 'a.d.ts', 'a.d.mts', 'a.d.cts', 'a.css', 'a.json', 'data/package.json5', 'b/ts', 'x.ts.map'];
    const root = folderOf('Z.ts', 'é.ts', ...others, ...configuration, ...sources);
    expect(walkFolder(root)).toEqual({ paths: ['Z.ts', ...sources, ...configuration, 'é.ts'], skipped: [] });
  });

  it('leaves out dependencies and build output at any depth', () => {
    const folders = ['node_modules', '.git', 'dist', 'build', 'out', '.next', 'coverage'];
    const root = folderOf('src/a.ts', ...folders.flatMap((name) => [`${name}/a.ts`, `packages/x/${name}/b/a.ts`]));
    expect(walkFolder(root).paths).toEqual(['src/a.ts']);
  });

  it('reports a folder that cannot be listed and goes on', () => {
    const root = folderOf('a.ts', 'closed/b.ts', 'open/c.ts');
    const refused = Object.assign(new Error('no'), { code: 'EACCES' });
    const walk = walkFolder(root, (path) => {
      if (path.endsWith('closed')) throw refused;
      return readdirSync(path, { withFileTypes: true });
    });
    expect(walk).toEqual({
      paths: ['a.ts', 'open/c.ts'],
      skipped: [{ file: 'closed', reason: 'the folder cannot be read: no permission' }],
    });
  });
});

describe('symbolic links', () => {
  it('are not followed: cycles end, and what leads out of the root is reported', () => {
    const outside = folderOf('lib/secret.ts', 'lone.ts');
    const root = folderOf('src/a.ts');
    symlinkSync('..', join(root, 'src/cycle'));
    symlinkSync('a.ts', join(root, 'src/same.ts'));
    symlinkSync('nowhere', join(root, 'src/broken.ts'));
    symlinkSync(join(outside, 'lib'), join(root, 'src/lib'));
    symlinkSync(join(outside, 'lone.ts'), join(root, 'src/lone.ts'));
    symlinkSync(join(outside, 'lone.ts'), join(root, 'src/lone.txt'));
    symlinkSync(join(outside, 'lib'), join(root, 'node_modules'));
    const reason = 'a symbolic link that leads out of the scanned folder is not followed';
    expect(walkFolder(root)).toEqual({
      paths: ['src/a.ts'],
      skipped: [
        { file: 'src/lib', reason },
        { file: 'src/lone.ts', reason },
      ],
    });
  });

  it('are followed for the root itself', () => {
    const root = folderOf('src/a.ts');
    const link = join(folderOf(), 'link');
    symlinkSync(root, link);
    expect(walkFolder(link).paths).toEqual(['src/a.ts']);
  });
});

describe('.gitignore', () => {
  it('leaves out what its patterns match', () => {
    const root = tempFolder({
      '.gitignore': '# comment\n*.gen.ts\n/local/\ndeep/**/skip.ts\nname with space.ts\n\\#hash.ts\n',
      'a.gen.ts': '',
      'src/b.gen.ts': '',
      'local/a.ts': '',
      'src/local/a.ts': '',
      'deep/x/y/skip.ts': '',
      'name with space.ts': '',
      '#hash.ts': '',
      'B.GEN.ts': '',
    });
    expect(walkFolder(root).paths).toEqual(['B.GEN.ts', 'src/local/a.ts']);
  });

  it('of a folder below decides over that of the folder above', () => {
    const root = tempFolder({
      '.gitignore': '*.gen.ts\ngenerated/\n*.tmp.ts\n',
      'keep/.gitignore': '!*.gen.ts\n!generated/\n',
      'keep/a.gen.ts': '',
      'keep/generated/b.ts': '',
      'keep/generated/c.tmp.ts': '',
      'drop/a.gen.ts': '',
      'drop/generated/b.ts': '',
    });
    expect(walkFolder(root).paths).toEqual(['keep/a.gen.ts', 'keep/generated/b.ts', 'keep/generated/c.tmp.ts']);
  });

  it('of the folders above counts up to the repository, unless it leaves out the scanned folder itself', () => {
    const root = tempFolder({
      '.gitignore': '/repository\n',
      'repository/.git/HEAD': '',
      'repository/.gitignore': '*.gen.ts\n/api/private/\n/ignored/\n',
      'repository/api/a.gen.ts': '',
      'repository/api/b.ts': '',
      'repository/api/private/c.ts': '',
      'repository/ignored/a.gen.ts': '',
    });
    expect(walkFolder(join(root, 'repository/api')).paths).toEqual(['b.ts']);
    expect(walkFolder(join(root, 'repository/ignored')).paths).toEqual(['a.gen.ts']);
    expect(walkFolder(join(root, 'repository')).paths).toEqual(['api/b.ts']);
  });

  it('outside of any repository counts from the scanned folder down', () => {
    const root = tempFolder({ '.gitignore': '*.gen.ts\n', 'api/a.gen.ts': '' });
    expect(walkFolder(join(root, 'api')).paths).toEqual(['a.gen.ts']);
  });

  it('that is a folder, or not text, is no error', () => {
    const root = tempFolder({ 'a.ts': '', 'b/.gitignore': new Uint8Array([0xff, 0xfe, 0, 0]), 'b/c.ts': '' });
    mkdirSync(join(root, '.gitignore'));
    expect(walkFolder(root).paths).toEqual(['a.ts', 'b/c.ts']);
  });
});
