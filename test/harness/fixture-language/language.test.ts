import { describe, expect, test } from 'vitest';
import { readExpectations } from './expectations.ts';
import { findMismatches } from './mismatches.ts';
import { findRepairProblems } from './repairs.ts';
import { openOn } from './scenario.ts';
import { variants } from './variants.ts';

const head = "import express from 'express';\nimport { Pool } from 'pg';\n\nconst pool = new Pool();\nconst app = express();\n";

/** Lines of a fixture after {@link head}; the first is line 6. */
function problemsOf(...lines: readonly string[]): readonly string[] {
  const files = new Map([['app.ts', `${head}${lines.join('\n')}\n`]]);
  const session = openOn(files);
  return findMismatches(session.report(), readExpectations(files), session.rules);
}

const open = "app.delete('/a/:id', (_req, res) => res.sendStatus(204));";
const query = "app.get('/a', async (req, res) => res.json(await pool.query(`SELECT ${req.query.a}`)));";

describe('findings', () => {
  test('that are expected are no problem', () => {
    expect(problemsOf(`${open} // expect: missing-authentication "DELETE /a/:id"`)).toEqual([]);
  });

  test('that nobody expects are named with their place', () => {
    expect(problemsOf(open)).toEqual([expect.stringContaining('+ app.ts:6:1 not expected: missing-authentication')]);
    expect(problemsOf(`${open} // ok: missing-authentication`)).toEqual([expect.stringContaining('marked ok')]);
  });

  test('that are missing, or say something else, are named', () => {
    expect(problemsOf("app.get('/a', (_req, res) => res.send('a')); // expect: sql-injection")).toEqual([
      '- app.ts:6 expected sql-injection, but there is no such finding',
    ]);
    expect(problemsOf(`${open} // expect: missing-authentication "POST"`)).toEqual([
      expect.stringContaining('expected "POST" in the message'),
    ]);
  });

  test('must cover the carets', () => {
    const right = `  //${' '.repeat(query.indexOf('`SELECT') - 4)}${'^'.repeat('`SELECT ${req.query.a}`'.length)}`;
    expect(problemsOf(`${query} // expect: sql-injection`, right)).toEqual([]);
    expect(problemsOf(`${query} // expect: sql-injection`, right.replace('^', ' '))).toEqual([
      expect.stringContaining('expected sql-injection in columns'),
    ]);
    expect(problemsOf(query.replace('// expect', ''), right)).toContainEqual(
      expect.stringContaining('carets below a line that expects nothing'),
    );
  });

  test('of rules that do not exist fail', () => {
    expect(problemsOf("app.get('/a', (_req, res) => res.send('a')); // ok: no-such-rule")).toEqual([
      expect.stringContaining('there is no rule no-such-rule'),
    ]);
  });
});

describe('known gaps', () => {
  test('hold while the engine has them', () => {
    expect(problemsOf("app.get('/a', (_req, res) => res.send('a')); // missed: sql-injection")).toEqual([]);
    expect(problemsOf(`${open} // spurious: missing-authentication`)).toEqual([]);
  });

  test('fail once they have healed', () => {
    expect(problemsOf(`${open} // missed: missing-authentication`)).toEqual([expect.stringContaining('has healed')]);
    expect(problemsOf("app.get('/a', (_req, res) => res.send('a')); // spurious: sql-injection")).toEqual([
      expect.stringContaining('has healed'),
    ]);
  });
});

describe('routes', () => {
  const route = "app.get('/a', (_req, res) => res.send('a'));";

  test('are compared by method, path and verdict', () => {
    expect(problemsOf(`${route} // route: GET /a none`)).toEqual([]);
    expect(problemsOf(`${route} // route: GET /a required`)).toEqual([expect.stringContaining('the verdict is none, because')]);
    expect(problemsOf(`${route} // route: GET /b none`)).toEqual([
      expect.stringContaining('no such route'),
      expect.stringContaining('GET /a none is not expected'),
    ]);
  });

  test('may be said not to exist', () => {
    expect(problemsOf('// no routes')).toEqual([]);
    expect(problemsOf(route, '// no routes')).toEqual(['+ app.ts:6 GET /a none is no route']);
  });
});

describe('flows', () => {
  const lines = [
    "app.get('/a', async (req, res) => {",
    '  const a = req.query.a; // flow: source',
    '  const sql = `SELECT ${a}`; // flow: step',
    '  res.json(await pool.query(sql)); // expect: sql-injection // flow: sink',
    '});',
  ];

  test('are compared line by line', () => {
    expect(problemsOf(...lines)).toEqual([]);
    expect(problemsOf(...lines.map((line) => line.replace(' // flow: step', '')))).toEqual([
      expect.stringContaining('the closest is source app.ts:7 → step app.ts:8 → sink app.ts:9'),
    ]);
  });
});

describe('marks', () => {
  test.each(['// expect: Not A Rule', '// route: GET /a', '// flow: middle', '// fix: "Title"', '// keeps types:'])(
    '%s cannot be read',
    (text) => {
      expect(readExpectations(new Map([['app.ts', text]])).errors).toEqual([expect.stringContaining('app.ts:1')]);
    },
  );

  test('are not addresses or prose', () => {
    const text = "fetch('http://ok.example'); // everything is ok: really\nconst url = 'a//expect:b';";
    expect(readExpectations(new Map([['app.ts', text]]))).toMatchObject({ findings: [], errors: [] });
  });
});

describe('repairs', () => {
  const broken = `${head}app.use((req, res, next) => {\n  if (!req.user) res.sendStatus(401); // expect: guard-does-not-stop // fix: "Return after refusing the caller"\n  next();\n});\napp.delete('/a', (_req, res) => res.sendStatus(204));\n`;
  const scenario = (fixed: string | undefined) => ({
    name: 'broken',
    files: new Map([['app.ts', broken]]),
    fixed: fixed === undefined ? undefined : new Map([['app.ts', fixed]]),
  });
  const fixed = broken.replace(/ \/\/ expect.*/, '').replace('res.sendStatus(401)', 'return res.sendStatus(401)');

  test('must give the neighbour', () => {
    expect(findRepairProblems(scenario(fixed))).toEqual([]);
    expect(findRepairProblems(scenario(`${fixed}\n// more`))).toEqual([expect.stringContaining('after the fixes is not as expected')]);
    expect(findRepairProblems(scenario(undefined))).toEqual([expect.stringContaining('there is no .fixed neighbour')]);
  });

  test('must be offered', () => {
    const other = { ...scenario(fixed), files: new Map([['app.ts', broken.replace('Return after', 'Leave after')]]) };
    expect(findRepairProblems(other)).toEqual([expect.stringContaining('is not offered; offered are "Return after refusing the caller"')]);
  });
});

describe('variants', () => {
  const rewritten = (name: string, text: string): string | undefined =>
    variants
      .find((v) => v.name === name)
      ?.rewrite(new Map([['app.ts', text]]))
      ?.get('app.ts');

  test('rewrite what they say', () => {
    expect(rewritten('re-indented', 'if (a) {\n  b();\n}\n')).toBe('if (a) {\n\t\tb();\n}\n');
    expect(rewritten('with CRLF line ends', 'a();\nb();\n')).toBe('a();\r\nb();\r\n');
    expect(rewritten('with types stripped', 'const a: string = b as string;\n')).toBe('const a = b;\n');
    expect(rewritten('wrapped in a function', "import a from 'a';\na();\n")).toMatch(
      /import a from 'a';\s+async function main\(\) \{\s+a\(\);\s+\}\s+main\(\);/,
    );
    expect(rewritten('wrapped in a function', 'export const a = 1;\n')).toBeUndefined();
  });
});
