import { describe, expect, it } from 'vitest';
import { plainPalette, toRoutesJson, toRoutesTable } from '#core';
import { emptyReport, listUsers, sampleReport } from './sample.ts';

describe('toRoutesJson', () => {
  it('has exactly the documented shape', () => {
    expect(JSON.parse(toRoutesJson(sampleReport))).toEqual({
      routes: [
        {
          method: 'GET',
          path: '/api/users',
          file: 'src/users.ts',
          line: 1,
          framework: 'express',
          auth: {
            verdict: 'none',
            reason: listUsers.auth.reason,
            evidence: [{ file: 'src/app.ts', line: 3, what: 'no guard is mounted here' }],
          },
          roles: [],
          validation: { verdict: 'no', reason: listUsers.validation.reason },
        },
        {
          method: 'GET',
          path: '/me',
          file: 'src/users.ts',
          line: 6,
          framework: 'express',
          auth: {
            verdict: 'required',
            reason: 'a guard runs first',
            evidence: [{ file: 'src/users.ts', line: 6, what: '`requireUser` rejects with 401' }],
          },
          roles: ['member', 'admin'],
          validation: { verdict: 'none', reason: 'it reads no input' },
        },
      ],
    });
  });

  it('is an empty list without routes', () => {
    expect(JSON.parse(toRoutesJson(emptyReport))).toEqual({ routes: [] });
  });
});

describe('toRoutesTable', () => {
  it('lines its columns up', () => {
    expect(toRoutesTable(sampleReport, plainPalette)).toBe(
      [
        'METHOD  PATH                    AUTH      ROLES          VALIDATION  FRAMEWORK  PLACE',
        'GET     /api/users              none      -              no          express    src/users.ts:1:1',
        'GET     /me (prefix not known)  required  member, admin  none        express    src/users.ts:6:1',
        '',
        '2 routes: 1 required (50%), 1 none (50%).',
        '',
      ].join('\n'),
    );
  });

  it('sorts by path and then by method, and counts wide characters as two columns', () => {
    const routes = [
      { ...listUsers, path: '/b' },
      { ...listUsers, path: '/利用者', method: 'POST' },
      { ...listUsers, path: '/b', method: 'DELETE' },
    ];
    const rows = toRoutesTable({ ...emptyReport, routes }, plainPalette).split('\n');
    expect(rows.slice(1, 4)).toEqual([
      'DELETE  /b       none  -      no          express    src/users.ts:1:1',
      'GET     /b       none  -      no          express    src/users.ts:1:1',
      'POST    /利用者  none  -      no          express    src/users.ts:1:1',
    ]);
  });

  it('says below the table why verdicts are unknown, the most frequent reason first', () => {
    const unknown = (reason: string) => ({ ...listUsers, auth: { verdict: 'unknown' as const, reason, evidence: [] } });
    const routes = [unknown('`b` could not be followed'), unknown('`a` could not be followed'), unknown('`a` could not be followed')];
    expect(
      toRoutesTable({ ...emptyReport, routes }, plainPalette)
        .split('\n')
        .slice(5),
    ).toEqual([
      '3 routes: 3 unknown (100%).',
      'Unknown, because',
      '  `a` could not be followed (2 routes)',
      '  `b` could not be followed (1 route)',
      '',
    ]);
  });

  it('says so when there are none', () => {
    expect(toRoutesTable(emptyReport, plainPalette)).toBe('No routes found.\n');
  });
});
