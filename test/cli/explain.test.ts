import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleDocs } from '../../cli/src/rule-docs.generated.ts';
import { tempFolder } from '../workspace/temp-folder.ts';
import { cli } from './cli-run.ts';
import { lines, shop } from './shop.ts';

describe('explain a place', () => {
  it('shows its route, finding, trace and fixes', () => {
    const { code, stdout, stderr } = cli(tempFolder(shop), ['explain', `src/users.ts:${lines.injection}`]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('GET /api/users express, src/users.ts:8:1');
    expect(stdout).toContain('requireUser  src/users.ts:8:21  guard: ');
    expect(stdout).toContain('query.name  src/users.ts:9:74  not validated');
    expect(stdout).toMatch(/critical sql-injection GET \/api\/users\n/);
    expect(stdout).toMatch(/source 9:74 .+\n.*step .+\n.*sink /);
    expect(stdout).toContain('      +++ b/src/users.ts\n');
  });

  it('takes a column, absolute paths and other working directories', () => {
    const root = tempFolder(shop);
    const expected = cli(root, ['explain', 'src/users.ts:9']).stdout;
    expect(cli(root, ['explain', 'src/users.ts:9:37']).stdout).toBe(expected);
    expect(cli(root, ['explain', `${join(root, 'src/users.ts')}:9`]).stdout).toBe(expected);
    expect(cli(tempFolder(), ['explain', `${join(root, 'src/users.ts')}:9`]).stdout).toBe(expected);
  });

  it('says what else there is to ask about', () => {
    const { code, stdout } = cli(tempFolder(shop), ['explain', 'src/users.ts:2']);
    expect([code, stdout]).toEqual([
      0,
      'There is nothing to say about src/users.ts:2. Try src/users.ts:8, src/users.ts:9, src/users.ts:13, src/users.ts:18.\n',
    ]);
    expect(cli(tempFolder(shop), ['explain', 'src/guard.ts:2']).stdout).toBe('There is nothing to say about src/guard.ts:2.\n');
  });
});

describe('explain a rule', () => {
  it('shows what it is about', () => {
    const { code, stdout } = cli('/', ['explain', 'sql-injection']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sql-injection {2}\S/);
    expect(stdout).toContain('CWE-89 https://cwe.mitre.org/data/definitions/89.html');
    expect(stdout).toContain('severity   critical');
  });

  it('shows a wrong and a right example of every rule that has a page', () => {
    const without = [...ruleDocs.keys()].filter(
      (id) => !/\n\nWrong\n {2}\S[\s\S]*\n\nRight\n {2}\S/.test(cli('/', ['explain', id]).stdout),
    );
    expect(without).toEqual([]);
  });

  it('names the nearest of those there are', () => {
    expect(cli('/', ['explain', 'sqlinjection'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "routewarden: there is no rule 'sqlinjection'; did you mean 'sql-injection'? (A place is written as src/users.ts:12.)\n",
    });
  });
});
