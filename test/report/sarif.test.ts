import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { type Fix, type Report, toSarif } from '#core';
import { at, emptyReport, injection, sampleReport, sampleRules } from './sample.ts';
import { sarifErrors } from './sarif-schema.ts';

const docs = new Map([['sql-injection', '# sql-injection\n\nUse parameters.\n']]);
const options = { toolVersion: '1.2.3', docs };
const fix: Fix = {
  title: 'Use query parameters',
  kind: 'safe',
  files: [
    { file: 'src/users.ts', edits: [{ start: 10, end: 20, text: '$1' }] },
    { file: 'src/new file.ts', create: true, edits: [{ start: 0, end: 0, text: 'export {};\n' }] },
  ],
};

function runOf(report: Report, extra: Partial<Parameters<typeof toSarif>[2]> = {}): Run {
  const log: Log = JSON.parse(toSarif(report, sampleRules, { ...options, ...extra }));
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('toSarif', () => {
  it('is valid by the schema of SARIF 2.1.0, with everything and with nothing in it', () => {
    const full = toSarif(sampleReport, sampleRules, { ...options, fixes: () => [fix], rootUri: 'file:///work/app/' });
    expect(sarifErrors(JSON.parse(full))).toEqual([]);
    expect(sarifErrors(JSON.parse(toSarif(emptyReport, [], options)))).toEqual([]);
  });

  it('is checked by a schema that finds mistakes', () => {
    const log: Log = JSON.parse(toSarif(sampleReport, sampleRules, options));
    expect(sarifErrors({ ...log, version: '2.0' })).not.toEqual([]);
    expect(sarifErrors({ ...log, runs: [{ results: [{}] }] })).not.toEqual([]);
  });

  it('describes the rules, sorted by id', () => {
    const { rules } = runOf(sampleReport).tool.driver;
    expect(rules?.map((rule) => rule.id)).toEqual(['missing-authentication', 'sql-injection']);
    expect(rules?.[1]).toEqual({
      id: 'sql-injection',
      name: 'SqlInjection',
      shortDescription: { text: 'SQL built from input' },
      fullDescription: { text: 'Input of a request becomes part of the text of an SQL statement.' },
      helpUri: 'https://github.com/routewarden/routewarden/blob/main/docs/rules/sql-injection.md',
      help: {
        text: 'Input of a request becomes part of the text of an SQL statement.',
        markdown: '# sql-injection\n\nUse parameters.\n',
      },
      defaultConfiguration: { level: 'error' },
      properties: {
        tags: ['security', 'external/cwe/cwe-089', 'external/owasp/api8-2023'],
        'security-severity': '9.5',
        precision: 'very-high',
      },
    });
    expect(rules?.[0]?.properties?.tags).toEqual(['security', 'external/cwe/cwe-306', 'external/cwe/cwe-1390', 'external/owasp/api2-2023']);
    expect(rules?.[0]?.help).toEqual({ text: rules?.[0]?.fullDescription?.text });
  });

  it('places a finding, links it to its rule and route, and tells the way of the value', () => {
    const result = runOf(sampleReport).results?.[1];
    expect(result).toMatchObject({
      ruleId: 'sql-injection',
      ruleIndex: 1,
      level: 'error',
      message: { text: '`req.query.name` reaches `pool.query` as SQL text.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/users.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 4, startColumn: 8, endLine: 4, endColumn: 18, charOffset: injection.at.start, charLength: 10 },
          },
          logicalLocations: [{ fullyQualifiedName: 'GET /api/users' }],
        },
      ],
      partialFingerprints: { 'routewardenFingerprint/v1': '0123456789abcdef' },
      relatedLocations: [{ id: 0, message: { text: 'mounted here' }, physicalLocation: { artifactLocation: { uri: 'src/app.ts' } } }],
    });
    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location?.physicalLocation?.region?.startLine)).toEqual([
      2, 3, 4,
    ]);
    expect(result?.fixes).toBeUndefined();
  });

  it('has no code flow for a finding without a flow, and no rule index for a rule that is not described', () => {
    const [finding, , suppressed] = runOf(sampleReport).results ?? [];
    expect(finding?.codeFlows).toBeUndefined();
    expect(finding?.relatedLocations).toBeUndefined();
    expect(suppressed?.ruleId).toBe('unvalidated-input');
    expect(suppressed?.ruleIndex).toBeUndefined();
  });

  it('keeps suppressed findings with the reason given', () => {
    expect(runOf(sampleReport).results?.[2]).toMatchObject({
      level: 'note',
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'the proxy validates it' }],
    });
  });

  it('holds fixes of code, not those that only silence', () => {
    const fixes: readonly Fix[] = [
      fix,
      { ...fix, title: 'Make it public', kind: 'policy' },
      { ...fix, title: 'Suppress', kind: 'suppress' },
    ];
    const result = runOf(sampleReport, { fixes: () => fixes }).results?.[1];
    expect(result?.fixes).toEqual([
      {
        description: { text: 'Use query parameters' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'src/users.ts', uriBaseId: '%SRCROOT%' },
            replacements: [{ deletedRegion: { charOffset: 10, charLength: 10 }, insertedContent: { text: '$1' } }],
          },
          {
            artifactLocation: { uri: 'src/new%20file.ts', uriBaseId: '%SRCROOT%' },
            replacements: [{ deletedRegion: { charOffset: 0, charLength: 0 }, insertedContent: { text: 'export {};\n' } }],
          },
        ],
        properties: { kind: 'safe' },
      },
    ]);
  });

  it('tells what was not analysed, what failed and what is wrong with the policy', () => {
    const [invocation] = runOf(sampleReport).invocations ?? [];
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          descriptor: { id: 'file-not-analysed', index: 0 },
          level: 'warning',
          message: { text: 'it is longer than 2,000,000 characters' },
        },
        { descriptor: { id: 'internal-error', index: 1 }, level: 'error', message: { text: 'rule unvalidated-input: unexpected node' } },
      ],
      toolConfigurationNotifications: [{ descriptor: { id: 'policy-problem', index: 2 }, level: 'error' }],
    });
    expect(runOf(emptyReport).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it('writes paths as URIs and keeps code in messages from being read as links', () => {
    const place = { ...at('src/users.ts', 'pool.query'), file: 'src/[id]/100% größe#1?.ts' };
    const message = 'reads `input[key](value)` and `a[0]`';
    const [result] = runOf({ ...emptyReport, findings: [{ ...injection, at: place, message, trace: [] }] }).results ?? [];
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('src/%5Bid%5D/100%25%20gr%C3%B6%C3%9Fe%231%3F.ts');
    expect(result?.message.text).toBe('reads `input\\[key](value)` and `a[0]`');
    const lone = { ...place, file: 'src/\ud800.ts' };
    expect(sarifErrors(JSON.parse(toSarif({ ...emptyReport, findings: [{ ...injection, at: lone }] }, [], options)))).toEqual([]);
  });

  it('names the scanned folder only where it is given', () => {
    expect(toSarif(sampleReport, sampleRules, options)).not.toContain('file:');
    expect(runOf(sampleReport, { rootUri: 'file:///app/' }).originalUriBaseIds?.['%SRCROOT%']?.uri).toBe('file:///app/');
    expect(runOf(sampleReport).columnKind).toBe('utf16CodeUnits');
  });

  it('gives the same bytes whatever the order of findings and rules', () => {
    const reversed = { ...sampleReport, findings: [...sampleReport.findings].reverse() };
    expect(toSarif(reversed, [...sampleRules].reverse(), options)).toBe(toSarif(sampleReport, sampleRules, options));
  });
});
