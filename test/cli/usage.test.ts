import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '#cli';
import { tempFolder } from '../workspace/temp-folder.ts';
import { type CliResult, cli } from './cli-run.ts';

const project = { 'src/app.ts': 'export const a = 1;\n', 'package.json': '{}\n' };

/** Does something as a user whom file modes bind; root may read everything. */
function asOrdinaryUser<T>(action: () => T): T {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.('nobody');
  try {
    return action();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** A failure is one line on stderr, no stack, exit code 2. */
function expectFailure(result: CliResult, message: string): void {
  expect(result).toEqual({ code: 2, stdout: '', stderr: `routewarden: ${message}\n` });
}

describe('help and version', () => {
  it('prints the version of the package', () => {
    expect(cli('/', ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(manifest).toMatchObject({ version });
  });

  it.each([[[]], [['scan']], [['routes']], [['init']], [['explain']]])('shows the options and examples of %j', (command) => {
    const { code, stdout, stderr } = cli('/', [...command, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--no-color');
  });

  it('names every exit code and every option of scan', () => {
    const { stdout } = cli('/', ['scan', '--help']);
    for (const name of [
      '--format',
      '--output',
      '--fix',
      '--fix-dry-run',
      '--rule',
      '--policy',
      '--max-severity',
      '--no-cache',
      '--cache-location',
    ])
      expect(stdout).toContain(`${name} `);
    expect(stdout).toContain('Exit codes:');
  });
});

describe('wrong arguments', () => {
  it.each([
    [['scna'], "unknown command 'scna' (Did you mean scan?)"],
    [['scan', '--fromat', 'json'], "unknown option '--fromat' (Did you mean --format?)"],
    [['scan', '--format', 'xml'], "option '--format <format>' argument 'xml' is invalid. Allowed choices are pretty, json, sarif."],
    [['routes', '--format', 'xml'], "option '--format <format>' argument 'xml' is invalid. Allowed choices are table, json."],
    [
      ['scan', '--max-severity', 'huge'],
      "option '--max-severity <level>' argument 'huge' is invalid. Allowed choices are info, low, medium, high, critical.",
    ],
    [['scan', '--fix', '--fix-dry-run'], "option '--fix' cannot be used with option '--fix-dry-run'"],
    [['scan', '--fix-dry-run', '--format', 'json'], "option '--fix-dry-run' cannot be used with option '--format <format>'"],
    [['explain'], "missing required argument 'target'"],
  ])('%j', (argv, message) => {
    expectFailure(cli('/', argv), message);
  });

  it('shows the help where there is no command', () => {
    const { code, stdout, stderr } = cli('/', []);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: routewarden');
  });

  it('takes one path', () => {
    expect(cli('/', ['scan', 'a', 'b']).stderr).toMatch(/^routewarden: too many arguments for 'scan'/);
  });
});

describe('wrong paths', () => {
  it('says that there is no such folder', () => {
    const root = tempFolder(project);
    for (const command of ['scan', 'routes'])
      expectFailure(cli(root, [command, 'nowhere']), "cannot read 'nowhere': there is no such file or folder");
    expectFailure(cli(root, ['explain', 'nowhere.ts:3']), "cannot read 'nowhere.ts': there is no such file or folder");
  });

  it('says that a path goes through a file, or leads back to itself', () => {
    const root = tempFolder(project);
    symlinkSync('loop', join(root, 'loop'));
    expectFailure(cli(root, ['scan', 'package.json/src']), "cannot read 'package.json/src': not a folder");
    expectFailure(cli(root, ['scan', 'loop']), "cannot read 'loop': a symbolic link that leads back to itself");
  });

  it('says that a folder may not be read, and reports one below it', () => {
    const root = tempFolder({ 'closed/a.ts': '', 'src/b.ts': '' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'closed'), 0);
    const [named, below] = asOrdinaryUser(() => [cli(root, ['scan', 'closed']), cli(root, ['scan'])]);
    expectFailure(named, `cannot read the folder '${join(root, 'closed')}': no permission`);
    expect(below.code).toBe(0);
    expect(below.stdout).toContain('Not analysed (1)\n  closed: the folder cannot be read: no permission\n');
  });

  it('says that a file is no source', () => {
    const root = tempFolder({ ...project, 'README.md': '' });
    expectFailure(cli(root, ['scan', 'README.md']), "'README.md' is not a TypeScript or JavaScript source");
    expectFailure(cli(root, ['explain', 'README.md:1']), "'README.md' is not a TypeScript or JavaScript source");
  });

  it('says that explain needs a file and a line it has', () => {
    const root = tempFolder(project);
    expectFailure(cli(root, ['explain', 'src:1']), "'src' is a folder; name a file and a line, as in src/users.ts:12");
    expectFailure(cli(root, ['explain', 'src/app.ts:3']), "'src/app.ts' has no line 3; its last is 2");
    expectFailure(cli(root, ['explain', 'src/app.ts:0']), "'src/app.ts' has no line 0; its last is 2");
  });

  it('says that a report cannot be written', () => {
    const root = tempFolder(project);
    mkdirSync(join(root, 'folder'));
    expectFailure(
      cli(root, ['scan', '--output', 'no/such/report.txt']),
      "cannot write 'no/such/report.txt': there is no such file or folder",
    );
    expectFailure(cli(root, ['scan', '--output', 'folder']), "cannot write 'folder': a folder, not a file");
  });

  it('says what is wrong with a policy file named on the command line', () => {
    const root = tempFolder({ ...project, 'broken.jsonc': new Uint8Array([0xff, 0xff, 0xff]) });
    expectFailure(cli(root, ['scan', '--policy', 'nowhere.jsonc']), "cannot read the policy file 'nowhere.jsonc': there is no such file");
    expectFailure(cli(root, ['scan', '--policy', 'src']), "cannot read the policy file 'src': a folder, not a file");
    expectFailure(cli(root, ['scan', '--policy', 'broken.jsonc']), "cannot read the policy file 'broken.jsonc': it is not valid UTF-8");
  });

  it('shows where an error comes from only when debugging', () => {
    const root = tempFolder();
    const { stderr } = cli(root, ['scan', 'nowhere'], { debug: true });
    expect(stderr.split('\n')[0]).toBe("routewarden: cannot read 'nowhere': there is no such file or folder");
    expect(stderr).toContain('    at ');
  });
});

describe('an empty folder', () => {
  it('is clean, and said to be empty', () => {
    const root = tempFolder({ 'README.md': '' });
    expect(cli(root, ['scan'])).toEqual({
      code: 0,
      stdout: 'No findings.\n0 routes.\n0 files read, 0 analysed.\n',
      stderr: "routewarden: there is no TypeScript or JavaScript source in '.'\n",
    });
    expect(cli(root, ['routes'])).toEqual({ code: 0, stdout: 'No routes found.\n', stderr: '' });
    expect(cli(root, ['routes', '--format', 'json']).stdout).toBe('{\n  "routes": []\n}\n');
  });
});
