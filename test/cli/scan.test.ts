import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { sarifErrors } from '../report/sarif-schema.ts';
import { tempFolder } from '../workspace/temp-folder.ts';
import { cli, scanJson } from './cli-run.ts';
import { shop } from './shop.ts';

const clean = {
  ...shop,
  'src/users.ts': shop['src/users.ts']
    .replace(/users\.get\('\/users'[\s\S]*?\}\);\n\n/, '')
    .replace("'/users/:id', async", "'/users/:id', requireUser, async"),
};

describe('scan', () => {
  it('reports findings to a human and ends with 1', () => {
    const { code, stdout, stderr } = cli(tempFolder(shop), ['scan']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain(`src/users.ts
  9:37    critical sql-injection GET /api/users
`);
    expect(stdout).toContain('  18:1    high     missing-authentication DELETE /api/users/:id\n');
    expect(stdout).toContain('2 findings in 1 file: 1 critical, 1 high.\n');
    expect(stdout).toContain('3 routes: 2 required (67%), 1 none (33%).\n');
  });

  it('ends with 0 when there is nothing to report', () => {
    const { code, stdout } = cli(tempFolder(clean), ['scan']);
    expect(stdout).toContain('No findings.\n2 routes: 2 required (100%).\n');
    expect(code).toBe(0);
  });

  it('scans the folder it is given, and shows the same paths from anywhere', () => {
    const root = tempFolder(shop);
    expect(cli('/', ['scan', root])).toEqual(cli(root, ['scan', '.']));
    expect(cli(join(root, 'src'), ['scan', '..'])).toEqual(cli(root, ['scan']));
  });

  it('scans one file within its package, so that mounts and guards elsewhere count', () => {
    const root = tempFolder(shop);
    expect(scanJson(root, 'src/users.ts').findings).toEqual(scanJson(root).findings);
    expect(cli(root, ['scan', 'src/guard.ts'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('runs only the rules asked for', () => {
    const root = tempFolder(shop);
    const rulesOf = (...argv: string[]) => scanJson(root, ...argv).findings.map(({ rule }) => rule);
    expect(rulesOf('--rule', 'sql-injection')).toEqual(['sql-injection']);
    expect(rulesOf('--rule', 'missing-authentication', '--rule', 'sql-injection')).toEqual(['sql-injection', 'missing-authentication']);
    expect(rulesOf('--rule', 'guard-after-route')).toEqual([]);
  });

  it('names the nearest rule for one it does not know', () => {
    const root = tempFolder(shop);
    expect(cli(root, ['scan', '--rule', 'sql-injektion'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "routewarden: there is no rule 'sql-injektion'; did you mean 'sql-injection'?\n",
    });
    expect(cli(root, ['scan', '--rule', 'zzz']).stderr).toMatch(/^routewarden: there is no rule 'zzz'; the rules are .*sql-injection/);
  });

  it('fails only above the severity given', () => {
    const root = tempFolder(shop);
    const codeOf = (...argv: string[]) => cli(root, ['scan', ...argv]).code;
    expect([codeOf('--max-severity', 'high'), codeOf('--max-severity', 'critical')]).toEqual([1, 0]);
    expect(codeOf('--max-severity', 'high', '--rule', 'missing-authentication')).toBe(0);
    expect(cli(root, ['scan', '--max-severity', 'critical']).stdout).toContain('2 findings');
  });

  it('colours only where colours are shown', () => {
    const root = tempFolder(shop);
    expect(cli(root, ['scan'], { colour: true }).stdout).toContain('\u001b[');
    expect(cli(root, ['scan', '--no-color'], { colour: true }).stdout).not.toContain('\u001b[');
    expect(cli(root, ['--no-color', 'scan'], { colour: true }).stdout).not.toContain('\u001b[');
    cli(root, ['scan', '--output', 'report.txt'], { colour: true });
    expect(readFileSync(join(root, 'report.txt'), 'utf8')).toBe(cli(root, ['scan']).stdout);
  });
});

describe('reports for machines', () => {
  it('are written where asked, with a word on stderr', () => {
    const root = tempFolder(shop);
    const { code, stdout, stderr } = cli(root, ['scan', '--format', 'sarif', '--output', 'out.sarif']);
    expect([code, stdout, stderr]).toEqual([1, '', '2 findings; the report is in out.sarif\n']);
    expect(readFileSync(join(root, 'out.sarif'), 'utf8')).toBe(cli(root, ['scan', '--format', 'sarif']).stdout);
  });

  it('are valid SARIF with rules, results, flows and the folder', () => {
    const root = tempFolder(shop);
    const log: Log = JSON.parse(cli(root, ['scan', '--format', 'sarif', '--include-fixes']).stdout);
    expect(sarifErrors(log)).toEqual([]);
    const [run] = log.runs;
    expect(run?.results?.map(({ ruleId }) => ruleId)).toEqual(['sql-injection', 'missing-authentication']);
    expect(run?.results?.[0]?.codeFlows).toHaveLength(1);
    expect(run?.results?.every(({ ruleId, ruleIndex = -1 }) => run.tool.driver.rules?.[ruleIndex]?.id === ruleId)).toBe(true);
    expect(run?.originalUriBaseIds?.['%SRCROOT%']?.uri).toBe(`file://${root}/`);
    const one: Log = JSON.parse(cli(root, ['scan', '--format', 'sarif', '--rule', 'sql-injection']).stdout);
    expect(one.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(['sql-injection']);
  });

  it('are the same bytes on every run, with and without a cache', () => {
    const root = tempFolder(shop);
    const cacheFolder = tempFolder();
    for (const format of ['pretty', 'json', 'sarif']) {
      const cold = cli(root, ['scan', '--format', format], { cacheFolder });
      expect(cli(root, ['scan', '--format', format], { cacheFolder })).toEqual(cold);
      expect(cli(root, ['scan', '--format', format, '--no-cache'], { cacheFolder })).toEqual(cold);
    }
  });

  it('leave the files that were not analysed to stderr', () => {
    const root = tempFolder({ ...shop, 'src/binary.ts': new Uint8Array([0, 1, 2]), 'src/latin1.ts': new Uint8Array([0xe9]) });
    const { stderr } = cli(root, ['scan', '--format', 'json']);
    expect(stderr).toBe(
      'routewarden: not analysed: src/binary.ts: it is a binary file\nroutewarden: not analysed: src/latin1.ts: it is not valid UTF-8\n',
    );
    expect(scanJson(root).skipped).toHaveLength(2);
    expect(cli(root, ['scan']).stdout).toContain('Not analysed (2)\n  src/binary.ts: it is a binary file\n');
  });
});

describe('the policy', () => {
  const silent = '{ "rules": { "sql-injection": "off", "missing-authentication": "off" } }\n';

  it('is found in the workspace, or named', () => {
    expect(cli(tempFolder({ ...shop, 'routewarden.jsonc': silent }), ['scan']).code).toBe(0);
    const root = tempFolder({ ...shop, 'security/team.json': silent });
    expect(cli(root, ['scan']).code).toBe(1);
    expect(cli(root, ['scan', '--policy', 'security/team.json']).code).toBe(0);
    expect(cli(join(root, 'security'), ['scan', '..', '--policy', 'team.json']).code).toBe(0);
  });

  it('may lie outside the scanned folder', () => {
    const root = tempFolder({
      'team.jsonc': silent,
      ...Object.fromEntries(Object.entries(shop).map(([path, text]) => [`api/${path}`, text])),
    });
    expect(cli(root, ['scan', 'api', '--policy', 'team.jsonc']).code).toBe(0);
  });

  it('with errors fails the run: as a finding where it was found, as a wrong argument where it was named', () => {
    const root = tempFolder({ ...clean, 'routewarden.jsonc': '{ "rules": { "sql-injektion": "off" } }\n' });
    const found = cli(root, ['scan', '--max-severity', 'critical']);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/routewarden\.jsonc\n {2}1:\d+ +error +policy\n/);
    const named = cli(root, ['scan', '--policy', 'routewarden.jsonc']);
    expect([named.code, named.stdout]).toEqual([2, '']);
    expect(named.stderr).toMatch(/^routewarden: the policy file 'routewarden\.jsonc' is not valid: line 1, column \d+: .+\n$/);
  });
});

describe('the cache', () => {
  it('lies in the folder of the user, not in the workspace', () => {
    const root = tempFolder({ ...shop, 'node_modules/express/package.json': '{}' });
    const cacheFolder = tempFolder();
    cli(root, ['scan'], { cacheFolder });
    expect(existsSync(join(cacheFolder, 'routewarden'))).toBe(true);
    expect(existsSync(join(root, 'node_modules/.cache'))).toBe(false);
  });

  it('lies where it is told to, or nowhere', () => {
    const root = tempFolder(shop);
    const cacheFolder = tempFolder();
    cli(root, ['scan', '--no-cache'], { cacheFolder });
    expect(existsSync(join(cacheFolder, 'routewarden'))).toBe(false);
    cli(root, ['routes', '--cache-location', 'cache/facts.jsonl'], { cacheFolder });
    expect(readFileSync(join(root, 'cache/facts.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(3);
    expect(existsSync(join(cacheFolder, 'routewarden'))).toBe(false);
  });

  it('does not outlive a change of the text, nor does damage to it matter', () => {
    const root = tempFolder(shop);
    const argv = ['scan', '--cache-location', 'facts.jsonl'];
    const before = cli(root, argv);
    writeFileSync(join(root, 'src/users.ts'), clean['src/users.ts']);
    expect(cli(root, argv).code).toBe(0);
    writeFileSync(join(root, 'src/users.ts'), shop['src/users.ts']);
    writeFileSync(join(root, 'facts.jsonl'), 'garbage');
    expect(cli(root, argv)).toEqual(before);
  });

  it('that cannot be written is mentioned and fails nothing', () => {
    const root = tempFolder(clean);
    const { code, stderr } = cli(root, ['scan', '--cache-location', 'package.json/cache']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^routewarden: the cache '.*package\.json\/cache' cannot be written: .+\n$/);
  });
});
