import { describe, expect, it } from 'vitest';
import { proposePolicy } from '#core';
import { findScenarios, openOn } from '../harness/fixture-language/scenario.ts';

/** Routes as `METHOD /path` and what the proposed policy says of them. */
function propose(lines: readonly string[]): {
  readonly text: string;
  readonly open: readonly string[];
  readonly undecided: readonly string[];
} {
  const source = lines.map((line) => {
    const [method = '', path = '', guard = ''] = line.split(' ');
    return `app.${method.toLowerCase()}('${path}', ${guard === 'guarded' ? 'requireUser, ' : ''}async (req, res) => res.json(await pool.query('SELECT 1')));`;
  });
  const head = [
    "import express from 'express';",
    "import { Pool } from 'pg';",
    'const app = express();',
    'const pool = new Pool();',
    'const requireUser = (req, res, next) => (req.session.userId ? next() : res.sendStatus(401));',
  ];
  const { text, open, undecided } = proposePolicy(openOn(new Map([['src/app.ts', [...head, ...source].join('\n')]])).routes());
  const name = (route: { readonly method: string; readonly path: string }): string => `${route.method} ${route.path}`;
  return { text, open: open.map(name), undecided: undecided.map(name) };
}

describe('proposed policies', () => {
  it('is a policy with reasons, the number of guarded routes, and a default', () => {
    const { text } = propose(['GET /health', 'POST /auth/login', 'GET /orders guarded', 'DELETE /orders/:id']);
    expect(text).toBe(`{
  "$schema": "https://raw.githubusercontent.com/routewarden/routewarden/main/schemas/policy.schema.json",
  // Who may call what. The first entry that matches a route decides.
  // 1 of 4 routes has a guard in the code; they need no entry of their own.
  "access": [
    // Open at present, and meant to be as far as their paths tell: check each.
    { "route": "POST /auth/login", "public": "Sign-in" },
    { "route": "GET /health", "public": "Health check" },

    // Every other route needs a caller with an identity.
    { "route": "**", "authenticated": true }
  ]
}
`);
  });

  it('names no route that is guarded', () => {
    expect(propose(['GET /docs guarded', 'GET /docs/intro']).open).toEqual(['GET /docs/intro']);
  });

  it.each([
    ['GET /docs/:id', 'a record'],
    ['GET /orders/:id/status', 'the status of one thing'],
    ['POST /orders/:id/status', 'a change'],
    ['GET /users/status', 'what belongs to somebody'],
    ['POST /testing/login', 'a way past the sign-in for tests'],
  ])('leaves %s to its owner: %s', (line) => {
    expect(propose([line])).toMatchObject({ open: [], undecided: [line] });
  });

  it('tells a webhook that is received from one that is kept in a list', () => {
    expect(propose(['POST /webhooks/stripe']).open).toEqual(['POST /webhooks/stripe']);
    expect(propose(['POST /webhooks', 'GET /webhooks guarded']).open).toEqual([]);
    expect(propose(['POST /webhooks', 'DELETE /webhooks/:id guarded']).open).toEqual([]);
  });

  it('leaves out an entry that would open a route of another kind', () => {
    expect(propose(['POST /:tenant/login', 'POST /status/login']).open).toHaveLength(2);
    expect(propose(['ALL /docs/*rest', 'DELETE /docs/:id']).open).toEqual([]);
  });
});

describe('proposed for every fixture', () => {
  it.each(findScenarios().filter(({ files }) => ![...files.keys()].some((file) => file.endsWith('routewarden.jsonc'))))(
    '$name: valid, and what it opens is not reported',
    ({ files }) => {
      const { text, open } = proposePolicy(openOn(files).routes());
      const { findings, policyProblems } = openOn(new Map([...files, ['routewarden.jsonc', text]])).report();
      expect(policyProblems.filter(({ at }) => at.file === 'routewarden.jsonc')).toEqual([]);
      const opened = new Set(open.map(({ id }) => id));
      expect(findings.filter(({ rule, route }) => rule === 'missing-authentication' && route !== undefined && opened.has(route))).toEqual(
        [],
      );
    },
  );
});
