import { describe, expect, it } from 'vitest';
import { explainPlace, explainRule, plainPalette, type RuleDocs } from '#core';
import { sampleReport, sampleRules, sampleText } from './sample.ts';

const page = `# sql-injection

Some words.

## Wrong

\`\`\`ts
await pool.query(\`SELECT \${req.query.name}\`);
\`\`\`

## Right

\`\`\`ts
await pool.query('SELECT $1', [req.query.name]);
\`\`\`
`;

function explain(docs: RuleDocs): string {
  const [rule] = sampleRules;
  return rule === undefined ? '' : explainRule(rule, docs, plainPalette);
}

describe('explainRule', () => {
  it('shows what the rule is about and one example of each kind', () => {
    expect(explain(new Map([['sql-injection', page]]))).toBe(`sql-injection  SQL built from input
Input of a request becomes part of the text of an SQL statement.

severity   critical
precision  very-high
fix        sometimes
weakness   CWE-89 https://cwe.mitre.org/data/definitions/89.html
OWASP      API8:2023 https://owasp.org/API-Security/editions/2023/en/0x11-t10/
since      0.1.0
docs       https://github.com/routewarden/routewarden/blob/main/docs/rules/sql-injection.md

Wrong
  await pool.query(\`SELECT \${req.query.name}\`);

Right
  await pool.query('SELECT $1', [req.query.name]);
`);
  });

  it('goes without examples where the page has none', () => {
    expect(explain(new Map())).not.toContain('Wrong');
    expect(explain(new Map([['sql-injection', '# sql-injection\n\n```sh\nnpm test\n```\n']]))).not.toContain('npm test');
  });
});

describe('explainPlace', () => {
  const options = {
    text: sampleText,
    palette: plainPalette,
    fixes: () => [{ title: 'Use query parameters', kind: 'safe' as const, files: [] }],
    diff: () => ['-old', '+new'],
  };

  it('shows the route around a line, its findings and their fixes', () => {
    expect(explainPlace(sampleReport, 'src/users.ts', 3, options)).toBe(`src/users.ts:4

  GET /api/users express, src/users.ts:1:1
    auth        none: nothing between the app and the handler rejects a caller
      src/app.ts:3:1  no guard is mounted here
    validation  no: \`query.name\` is read as it comes
    reads
      query.name  src/users.ts:2:15  not validated

  4:8     critical sql-injection GET /api/users
    \`req.query.name\` reaches \`pool.query\` as SQL text.
    4 │ await pool.query(sql);
      │       ^^^^^^^^^^
    source 2:15            \`req.query.name\` is chosen by the caller
    step   3:8             it becomes part of a string
    sink   4:8             the string is run as SQL
    route  src/app.ts:3:1  mounted here
    fix    Use query parameters (safe)
      -old
      +new
`);
  });

  it('shows guards, roles and doubts of a route', () => {
    const text = explainPlace(sampleReport, 'src/users.ts', 5, options) ?? '';
    expect(text).toContain('The whole path is not known');
    expect(text).toContain('requireUser  src/users.ts:6:18  guard: rejects with 401 without `req.user`');
    expect(text).toContain('roles       member, admin');
  });

  it('shows what was suppressed and why', () => {
    expect(explainPlace(sampleReport, 'src/users.ts', 1, options)).toContain('suppressed the proxy validates it');
  });

  it('says when no fix is offered', () => {
    expect(explainPlace(sampleReport, 'src/users.ts', 0, { ...options, fixes: () => [] })).toContain('No fix is offered.');
  });

  it('has nothing to say about other lines and files', () => {
    expect(explainPlace(sampleReport, 'src/users.ts', 6, options)).toBeUndefined();
    expect(explainPlace(sampleReport, 'src/other.ts', 0, options)).toBeUndefined();
  });
});
