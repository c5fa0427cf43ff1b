import { describe, expect, it } from 'vitest';
import { tempFolder } from '../workspace/temp-folder.ts';
import { cli, routesJson } from './cli-run.ts';
import { lines, shop } from './shop.ts';

describe('routes', () => {
  it('prints a table', () => {
    const { code, stdout, stderr } = cli(tempFolder(shop), ['routes']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        'METHOD  PATH            AUTH      ROLES  VALIDATION  FRAMEWORK  PLACE',
        'GET     /api/users      required  -      no          express    src/users.ts:8:1',
        'DELETE  /api/users/:id  none      -      none        express    src/users.ts:18:1',
        'GET     /api/users/me   required  -      none        express    src/users.ts:13:1',
        '',
        '3 routes: 2 required (67%), 1 none (33%).',
        '',
      ].join('\n'),
    );
  });

  it('prints exactly the documented JSON', () => {
    const { routes } = routesJson(tempFolder(shop));
    expect(routes).toHaveLength(3);
    expect(routes[0]).toEqual({
      method: 'GET',
      path: '/api/users',
      file: 'src/users.ts',
      line: 8,
      framework: 'express',
      auth: {
        verdict: 'required',
        reason: '`requireUser` requires `request.session.userId`',
        evidence: [{ file: 'src/guard.ts', line: 4, what: expect.any(String) }],
      },
      roles: [],
      validation: { verdict: 'no', reason: 'nothing validates what it reads' },
    });
    expect(routes[2]).toMatchObject({ method: 'DELETE', line: lines.openRoute, auth: { verdict: 'none' } });
  });

  it('names files relative to the path given', () => {
    const root = tempFolder(shop);
    expect(routesJson('/', root).routes[0]?.file).toBe('src/users.ts');
    expect(routesJson(root, 'src').routes[0]?.file).toBe('users.ts');
  });
});
