import { beforeAll, describe, expect, test } from 'vitest';
import { createTokenizer, joinTokens, type Tokenize, textInside, textsOf } from './tokenizer.ts';

let tokenize: Tokenize;
let plain: Tokenize;

beforeAll(async () => {
  tokenize = await createTokenizer();
  plain = await createTokenizer(false);
});

const sql = 'meta.embedded.block.sql';

describe.each(['source.ts', 'source.tsx', 'source.js', 'source.js.jsx'])('a query in %s', (scope) => {
  test.each([
    ['in one line', 'q(`SELECT * FROM users`); f();', 'SELECT * FROM users'],
    ['with a tag', 'sql`select 1`; f();', 'select 1'],
    ['with a type argument', 'sql<User>`select 1`; f();', 'select 1'],
    ['from a member', 'db.query(Prisma.sql`select 1`); f();', 'select 1'],
    ['over several lines', 'q(`\n  SELECT *\n  FROM users\n`); f();', '  SELECT *  FROM users'],
    ['after a blank line', 'q(`\n\n  select *\n  from users`); f();', '  select *  from users'],
    ['with an expression', 'q(`select ${f(`a`)} from t`); f();', 'select ${f(`a`)} from t'],
    ['with an escaped backtick', 'q(`select \\`a\\` from t`); f();', 'select \\`a\\` from t'],
    ['with an unclosed text', "q(`select 'a`); f();", "select 'a"],
    ['with an unclosed comment', 'q(`select /* a`); f();', 'select /* a'],
    ['with a comment at the end', 'q(`select 1 -- one`); f();', 'select 1 -- one'],
  ])('%s', async (_, text, expected) => {
    const tokens = await tokenize(scope, text);
    expect(textInside(tokens, sql)).toBe(expected);
    expect(tokens.slice(-4).map((token) => token.text)).toEqual(['f', '(', ')', ';']);
    expect(tokens.at(-4)?.scopes.join(' ')).not.toContain('string');
  });
});

test.each([
  'INSERT INTO t VALUES (1)',
  'insert or ignore into t values (1)',
  'UPDATE t SET a = 1',
  'update ${table} set a = 1',
  'update t\n  set a = 1',
  'DELETE FROM t',
  'delete\n from t',
  'WITH a AS (select 1) select * from a',
  'with recursive a as (select 1) select 1',
  'CREATE TABLE t (id int)',
  'create unique index i on t (a)',
  'ALTER TABLE t ADD COLUMN a int',
  'drop table t',
  'MERGE INTO t USING s ON t.id = s.id',
  '   Select 1',
])('is recognised: %s', async (query) => {
  expect(textInside(await tokenize('source.ts', `q(\`${query}\`);`), sql)).toBe(query.replaceAll('\n', ''));
});

test.each([
  ['prose', '`Update available: ${version}`'],
  ['prose that selects', '`Select a file`'],
  ['prose that creates', '`Create account`'],
  ['prose that deletes', '`Delete ${name}?`'],
  ['prose with love', '`With love, ${name}`'],
  ['a word that only begins like one', '`selection ${a}`'],
  ['a query that does not come first', '`-> SELECT 1`'],
  ['prose over several lines', '`\n  Hello\n  select 1\n`'],
  ['a backtick in the text', '`a \\`select 1 from t`'],
  ['other texts', '\'SELECT 1\' + "SELECT 1"'],
  ['comments', '// `SELECT 1`'],
  ['an empty template', '`` + select'],
  ['a template type', 'type A = `select ${B}`'],
])('keeps its colours: %s', async (_, text) => {
  expect(joinTokens(await tokenize('source.ts', text))).toEqual(joinTokens(await plain('source.ts', text)));
});

test('the parts of a query have their scopes', async () => {
  const tokens = await tokenize(
    'source.ts',
    'q(`SELECT count(*), \'a ${b} c\', "d" FROM t WHERE x = $1 AND y = :name::int OR z = 42 OR n IS NULL -- e`)',
  );
  expect(textsOf(tokens, 'keyword.other.sql')).toEqual(['SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'OR', 'IS']);
  expect(textsOf(tokens, 'support.function.sql')).toEqual(['count']);
  expect(textsOf(tokens, 'variable.parameter.placeholder.sql')).toEqual(['$1', ':name']);
  expect(textsOf(tokens, 'constant.numeric.sql')).toEqual(['42']);
  expect(textsOf(tokens, 'constant.language.sql')).toEqual(['NULL']);
  expect(textsOf(tokens, 'storage.type.sql')).toEqual(['int']);
  expect(textsOf(tokens, 'comment.line.double-dash.sql')).toEqual(['-- e']);
  expect(textInside(tokens, 'string.quoted.single.sql')).toBe("'a ${b} c'");
  expect(textInside(tokens, 'string.quoted.double.sql')).toBe('"d"');
  expect(textInside(tokens, 'meta.template.expression')).toBe('${b}');
});
