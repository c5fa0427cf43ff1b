import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findCacheFolder } from '../../cli/src/cache-folder.ts';
import { tempFolder } from '../workspace/temp-folder.ts';

const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** Runs the bundle (`npm run build` makes it) as a shell would. */
function start(cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return { status, stdout, stderr };
}

describe('the program', () => {
  it('scans the working directory, and keeps its cache where caches belong', () => {
    const root = tempFolder({ 'app/src/a.ts': 'export const a = 1;\n' });
    const result = start(join(root, 'app'), ['scan'], { XDG_CACHE_HOME: join(root, 'cache'), HOME: root });
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(result.stdout).toContain('No findings.');
    expect(existsSync(join(root, 'app/node_modules'))).toBe(false);
    expect(readdirSync(root).filter((name) => name !== 'cache')).toEqual(['app']);
  });

  it('ends with 2 and one line for a wrong path', () => {
    const root = tempFolder();
    expect(start(root, ['scan', 'nowhere'], { HOME: root })).toEqual({
      status: 2,
      stdout: '',
      stderr: "routewarden: cannot read 'nowhere': there is no such file or folder\n",
    });
  });

  it('colours when told to, and never when told not to', () => {
    const root = tempFolder({ 'a.ts': '' });
    const env = { HOME: root, FORCE_COLOR: '1' };
    expect(start(root, ['scan'], env).stdout).toContain('\u001b[32mNo findings.');
    expect(start(root, ['scan', '--no-color'], env).stdout).not.toContain('\u001b');
    expect(start(root, ['scan'], { ...env, NO_COLOR: '1' }).stdout).not.toContain('\u001b');
    expect(start(root, ['scan'], { HOME: root }).stdout).not.toContain('\u001b');
  });
});

describe('findCacheFolder', () => {
  it('follows the customs of each system', () => {
    expect(findCacheFolder('linux', '/home/a', {})).toBe(join('/home/a', '.cache'));
    expect(findCacheFolder('linux', '/home/a', { XDG_CACHE_HOME: '/cache' })).toBe('/cache');
    expect(findCacheFolder('linux', '/home/a', { XDG_CACHE_HOME: '' })).toBe(join('/home/a', '.cache'));
    expect(findCacheFolder('darwin', '/Users/a', {})).toBe(join('/Users/a', 'Library', 'Caches'));
    expect(findCacheFolder('win32', 'C:/a', { LOCALAPPDATA: 'C:/local' })).toBe('C:/local');
    expect(findCacheFolder('win32', 'C:/a', {})).toBe(join('C:/a', 'AppData', 'Local'));
  });
});
