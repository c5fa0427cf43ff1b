import { describe, expect, it } from 'vitest';
import { toJson } from '#core';
import { emptyReport, injection, sampleReport } from './sample.ts';

const options = { toolVersion: '1.2.3' };

describe('toJson', () => {
  it('holds the whole report with 1-based places', () => {
    const document: unknown = JSON.parse(toJson(sampleReport, options));
    expect(document).toMatchObject({
      version: 1,
      tool: { name: 'routewarden', version: '1.2.3' },
      summary: {
        findings: { critical: 1, high: 1, medium: 0, low: 0, info: 0 },
        suppressed: 1,
        routes: { required: 1, none: 1 },
        files: { seen: 4, analysed: 2 },
      },
      findings: [
        { rule: 'missing-authentication', file: 'src/users.ts', line: 1, column: 11, endLine: 1, endColumn: 19, trace: [], fixable: false },
        {
          rule: 'sql-injection',
          severity: 'critical',
          precision: 'certain',
          message: '`req.query.name` reaches `pool.query` as SQL text.',
          line: 4,
          column: 8,
          start: injection.at.start,
          end: injection.at.end,
          route: { method: 'GET', path: '/api/users' },
          trace: [
            { kind: 'source', line: 2, column: 15 },
            { kind: 'step' },
            { kind: 'sink' },
            { kind: 'route', file: 'src/app.ts', line: 3 },
          ],
          fingerprint: '0123456789abcdef',
          fixable: true,
        },
      ],
      suppressed: [{ rule: 'unvalidated-input', reason: 'the proxy validates it' }],
      policyProblems: [{ severity: 'error', file: 'routewarden.jsonc', line: 1, column: 14 }],
      skipped: [{ file: 'src/huge.ts' }],
      internalErrors: [{ where: 'rule unvalidated-input', file: 'src/odd.ts' }],
    });
  });

  it('holds the fixes only where they were asked for', () => {
    expect(toJson(sampleReport, options)).not.toContain('"fixes"');
    const text = toJson(sampleReport, {
      ...options,
      fixes: (finding) => (finding === injection ? [{ title: 'Use query parameters', kind: 'safe', files: [] }] : []),
    });
    expect(JSON.parse(text)).toMatchObject({ findings: [{ fixes: [] }, { fixes: [{ title: 'Use query parameters', kind: 'safe' }] }] });
  });

  it('gives the same bytes for the same content in another order, and ends in a line feed', () => {
    const reversed = { ...sampleReport, findings: [...sampleReport.findings].reverse() };
    expect(toJson(reversed, options)).toBe(toJson(sampleReport, options));
    expect(toJson(emptyReport, options).endsWith('}\n')).toBe(true);
  });
});
