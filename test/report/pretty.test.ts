import { describe, expect, it } from 'vitest';
import { type Palette, plainPalette, toPretty } from '#core';
import { at, emptyReport, injection, sampleReport, sampleText, unguarded } from './sample.ts';

const options = { text: sampleText, palette: plainPalette };

describe('toPretty', () => {
  it('tells each finding with its place, code and trace, then everything else there is to know', () => {
    expect(toPretty(sampleReport, options)).toBe(`src/users.ts
  1:11    high     missing-authentication (likely) GET /api/users
    Anyone may call GET /api/users: no guard runs before its handler.
    1 │ users.get('/users', async (req, res) => {
      │           ^^^^^^^^

  4:8     critical sql-injection GET /api/users
    \`req.query.name\` reaches \`pool.query\` as SQL text.
    4 │ await pool.query(sql);
      │       ^^^^^^^^^^
    source 2:15            \`req.query.name\` is chosen by the caller
    step   3:8             it becomes part of a string
    sink   4:8             the string is run as SQL
    route  src/app.ts:3:1  mounted here
    A fix may be available.

routewarden.jsonc
  1:14    error    policy
    There is no rule "sql-inject".
    1 │ { "rules": { "sql-inject": "off" } }
      │              ^^^^^^^^^^^^

Not analysed (1)
  src/huge.ts: it is longer than 2,000,000 characters

Internal errors (1): what is named here is missing from the report
  rule unvalidated-input on src/odd.ts: unexpected node

2 findings in 1 file: 1 critical, 1 high. 1 suppressed.
1 may be fixable: --fix-dry-run shows the safe fixes, --fix applies them.
2 routes: 1 required (50%), 1 none (50%).
4 files read, 2 analysed.
`);
  });

  it('is short when there is nothing to say', () => {
    expect(toPretty(emptyReport, options)).toBe('No findings.\n0 routes.\n1 file read, 0 analysed.\n');
  });

  it('does not depend on the order of the report', () => {
    const reversed = { ...sampleReport, findings: [...sampleReport.findings].reverse(), routes: [...sampleReport.routes].reverse() };
    expect(toPretty(reversed, options)).toBe(toPretty(sampleReport, options));
  });

  it('colours by meaning', () => {
    const bracket = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const palette: Palette = {
      severity: {
        info: bracket('info'),
        low: bracket('low'),
        medium: bracket('medium'),
        high: bracket('high'),
        critical: bracket('critical'),
      },
      title: bracket('title'),
      name: bracket('name'),
      faint: bracket('faint'),
      good: bracket('good'),
      bad: bracket('bad'),
      doubt: bracket('doubt'),
    };
    const text = toPretty(sampleReport, { ...options, palette });
    expect(text).toContain('<title>src/users.ts</title>');
    expect(text).toContain('<critical>critical</critical> <name>sql-injection</name>');
    expect(text).toContain('<critical>^^^^^^^^^^</critical>');
    expect(text).toContain('<bad>error   </bad> <name>policy</name>');
  });

  it('leaves the code frame out where the text is not known or shorter than it was', () => {
    expect(toPretty(sampleReport, { ...options, text: () => undefined })).not.toContain('│');
    expect(toPretty(sampleReport, { ...options, text: () => 'one' })).not.toContain('│');
  });
});

describe('code frames', () => {
  function frameOf(text: string, from: number, to: number): string[] {
    const place = { file: 'x.ts', start: from, end: to, from: { line: 0, column: from }, to: { line: 0, column: to } };
    const report = { ...emptyReport, findings: [{ ...unguarded, at: place }] };
    return toPretty(report, { ...options, text: () => text })
      .split('\n')
      .filter((line) => line.includes('│'));
  }

  it('puts carets under wide characters and after tabs', () => {
    const text = "\tget('/利用者', handler)";
    expect(frameOf(text, text.indexOf('handler'), text.indexOf('handler') + 7)).toEqual([
      "    1 │ get('/利用者', handler)",
      '      │                ^^^^^^^',
    ]);
  });

  it('marks an empty span with one caret and a span of several lines to the end of the first', () => {
    expect(frameOf('a()', 2, 2)).toEqual(['    1 │ a()', '      │   ^']);
    const place = { file: 'x.ts', start: 2, end: 9, from: { line: 0, column: 2 }, to: { line: 1, column: 1 } };
    const text = toPretty({ ...emptyReport, findings: [{ ...unguarded, at: place }] }, { ...options, text: () => 'a(b,\n c)' });
    expect(text).toContain('    1 │ a(b,\n      │   ^^\n');
  });

  it('shows only the neighbourhood in a minified line', () => {
    const text = `${'a();'.repeat(50_000)}target();${'b();'.repeat(50_000)}`;
    const start = text.indexOf('target');
    const [code, caret] = frameOf(text, start, start + 6);
    expect(code).toMatch(/^ {4}1 │ …(?:a\(\);){10}target\(\);(?:b\(\);)+.*…$/);
    expect(code?.length).toBeLessThan(140);
    expect(caret?.trimEnd().length).toBe((code?.indexOf('target') ?? 0) + 6);
  });

  it('shows control and direction characters of hostile code instead of obeying them', () => {
    const text = toPretty(
      {
        ...emptyReport,
        findings: [{ ...injection, trace: [], message: 'red \u001b[31m\nsecond line', at: at('src/app.ts', 'users') }],
        skipped: [{ file: 'evil\u202e.ts', reason: 'x' }],
      },
      { ...options, text: () => "import { users\u001b]0;owned\u0007 } from '\u202e'" },
    );
    expect(text).toContain('red \\u001b[31m\\u000asecond line');
    expect(text).toContain("users\\u001b]0;owned\\u0007 } from '\\u202e'");
    expect(text).toContain('evil\\u202e.ts: x');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});
