import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../workspace/temp-folder.ts';
import { cli, scanJson } from './cli-run.ts';
import { shop } from './shop.ts';

const health = "app.get('/health', (_req, res) => res.json({ ok: true }));\napp.listen(3000);";
const files = { ...shop, 'src/app.ts': shop['src/app.ts'].replace('app.listen(3000);', health) };
const entry = '{ "route": "GET /health", "public": "Health check" }';

describe('init', () => {
  it('writes a policy that the next scan reads', () => {
    const root = tempFolder(files);
    const { code, stdout, stderr } = cli(root, ['init']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'routewarden.jsonc makes 1 open route public; check the reasons.\n1 other route without a guard: `routewarden scan` reports what needs one, or an entry.\n',
    );
    expect(readFileSync(join(root, 'routewarden.jsonc'), 'utf8')).toContain(entry);
    expect(scanJson(root).findings.filter(({ rule }) => rule === 'missing-authentication')).toHaveLength(1);
    expect(cli(root, ['scan']).stdout).not.toContain('routewarden.jsonc');
  });

  it('prints it with --dry-run, even where there is one', () => {
    const root = tempFolder({ ...files, 'routewarden.jsonc': '{ "access": [{ "route": "**", "public": "Demo" }] }\n' });
    const { code, stdout, stderr } = cli(root, ['init', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain(entry);
    expect(stderr).toContain('It would make 1 open route public');
    expect(readFileSync(join(root, 'routewarden.jsonc'), 'utf8')).toContain('Demo');
  });

  it.each(['routewarden.jsonc', 'routewarden.json'])('overwrites %s only with --force, and is not led by it', (name) => {
    const old = '{ "access": [{ "route": "**", "public": "Demo" }] }\n';
    const root = tempFolder({ ...files, [name]: old });
    expect(cli(root, ['init'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `routewarden: there is a policy file already: '${name}'; --force overwrites it, --dry-run prints the new one\n`,
    });
    expect(readFileSync(join(root, name), 'utf8')).toBe(old);
    expect(cli(root, ['init', '--force']).code).toBe(0);
    expect(readFileSync(join(root, name), 'utf8')).toContain(entry);
    expect(readFileSync(join(root, name), 'utf8')).not.toContain('Demo');
  });

  it('leaves routes alone for which a nearer policy speaks', () => {
    const root = tempFolder({ ...files, 'src/routewarden.jsonc': '{}\n' });
    expect(cli(root, ['init', '--dry-run']).stdout).not.toContain('/health');
  });

  it('writes into the folder named, and takes no file', () => {
    const root = tempFolder(files);
    expect(cli('/', ['init', root]).code).toBe(0);
    expect(readFileSync(join(root, 'routewarden.jsonc'), 'utf8')).toContain(entry);
    expect(cli(root, ['init', 'src/app.ts']).stderr).toBe("routewarden: 'src/app.ts' is a file; a policy file lies in a folder\n");
  });

  it('writes a default where there are no routes', () => {
    const root = tempFolder({ 'package.json': '{}' });
    writeFileSync(join(root, 'a.ts'), 'export const a = 1;\n');
    expect(cli(root, ['init']).stdout).toBe('routewarden.jsonc makes 0 open routes public; check the reasons.\n');
    expect(cli(root, ['scan']).code).toBe(0);
  });
});
