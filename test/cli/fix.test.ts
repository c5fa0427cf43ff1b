import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../workspace/temp-folder.ts';
import { cli, scanJson } from './cli-run.ts';
import { shop } from './shop.ts';

/** Refuses and goes on all the same: the safe fix returns. */
const leaky = shop['src/guard.ts'].replace(
  "    res.status(401).json({ error: 'Sign in first.' });\n    return;\n",
  "    res.status(401).json({ error: 'Sign in first.' });\n",
);
const leakyShop = { ...shop, 'src/guard.ts': leaky };

function contentOf(root: string): Record<string, string> {
  return Object.fromEntries(Object.keys(shop).map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

describe('scan --fix', () => {
  it('writes the safe fixes, reports what is left, and has nothing to do the second time', () => {
    const root = tempFolder(leakyShop);
    expect(scanJson(root).findings.map(({ rule }) => rule)).toContain('guard-does-not-stop');
    const first = cli(root, ['scan', '--fix']);
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(
      /^fixed src\/guard\.ts: guard-does-not-stop: .+\n(?:fixed .+\n)*\d+ safe fix(?:es)? applied in \d files?\.\n$/,
    );
    expect(first.stdout).not.toContain('guard-does-not-stop');
    expect(readFileSync(join(root, 'src/guard.ts'), 'utf8')).toMatch(/return res\.status\(401\)|return;/);
    const fixed = contentOf(root);
    const written = statSync(join(root, 'src/guard.ts')).mtimeMs;
    const second = cli(root, ['scan', '--fix']);
    expect(second.stderr).toBe('0 safe fixes applied in 0 files.\n');
    expect(second.stdout).toBe(first.stdout);
    expect(contentOf(root)).toEqual(fixed);
    expect(statSync(join(root, 'src/guard.ts')).mtimeMs).toBe(written);
  });

  it('keeps CRLF and the byte order mark', () => {
    const root = tempFolder({ ...leakyShop, 'src/guard.ts': `\ufeff${leaky.replaceAll('\n', '\r\n')}` });
    cli(root, ['scan', '--fix']);
    const text = readFileSync(join(root, 'src/guard.ts'), 'utf8');
    expect(text).toMatch(/^\ufeffimport/);
    expect(text).toContain('return');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('touches only findings of the file it is given', () => {
    const root = tempFolder(leakyShop);
    expect(cli(root, ['scan', 'src/app.ts', '--fix']).stderr).toBe('0 safe fixes applied in 0 files.\n');
    expect(contentOf(root)).toEqual(leakyShop);
  });

  it('touches only findings of the rules it is given', () => {
    const root = tempFolder(leakyShop);
    cli(root, ['scan', '--rule', 'guard-after-route', '--fix']);
    expect(contentOf(root)).toEqual(leakyShop);
  });
});

describe('scan --fix-dry-run', () => {
  it('writes nothing, and its diff leads to where --fix leads', () => {
    const root = tempFolder(leakyShop);
    const { code, stdout, stderr } = cli(root, ['scan', '--fix-dry-run']);
    expect([code, contentOf(root)]).toEqual([1, leakyShop]);
    expect(stderr).toMatch(/^\d+ safe fix(?:es)? would change \d files?\.\n$/);
    const fixed = tempFolder(leakyShop);
    cli(fixed, ['scan', '--fix']);
    execFileSync('git', ['apply', '-'], { cwd: root, input: stdout });
    expect(contentOf(root)).toEqual(contentOf(fixed));
  });

  it('can put its diff into a file', () => {
    const root = tempFolder(leakyShop);
    expect(cli(root, ['scan', '--fix-dry-run', '--output', 'fixes.patch'], { colour: true }).stdout).toBe('');
    expect(readFileSync(join(root, 'fixes.patch'), 'utf8')).toMatch(/^--- a\/src\/guard\.ts\n/);
  });
});
