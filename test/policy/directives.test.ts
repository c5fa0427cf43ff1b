import { describe, expect, test } from 'vitest';
import {
  findPublicDirective,
  findSuppression,
  findUnusedDirectives,
  parseDirectives,
  placeholderReason,
  suppressionEdit,
} from '../../core/src/policy/index.ts';
import { buildFacts } from '../../core/src/syntax/index.ts';
import { describeProblem, knownRules } from './policy-workspace.ts';

function read(text: string, file = 'src/app.ts') {
  return parseDirectives(buildFacts(file, text), knownRules);
}

/** `ignore sql-injection on lines 2-3: reason at ‹sql-injection›`; lines are 1-based here. */
function describeDirectives(text: string): readonly string[] {
  return read(text).directives.map((directive) => {
    const what = directive.kind === 'public' ? 'public' : `${directive.kind} ${directive.rule}`;
    const where = directive.kind === 'ignore-file' ? '' : ` on ${toLines(directive.lines)}`;
    return `${what}${where}: ${directive.reason} at ‹${text.slice(directive.at.start, directive.at.end)}›`;
  });
}

function toLines({ first, last }: { readonly first: number; readonly last: number }): string {
  return first === last ? `${first + 1}` : `${first + 1}-${last + 1}`;
}

describe('a directive', () => {
  test.each([
    [
      'on its own line is about the next one',
      '// routewarden-ignore sql-injection -- Only constants\nrun(sql);\nrun(sql);',
      'ignore sql-injection on 2: Only constants at ‹sql-injection›',
    ],
    [
      'skips blank lines and comments',
      '// routewarden-ignore sql-injection -- x\n\n// more\n/* and\n more */\nrun(sql);',
      'ignore sql-injection on 6: x at ‹sql-injection›',
    ],
    [
      'skips closing brackets',
      'if (a) {\n  run();\n  // routewarden-ignore sql-injection -- x\n}\nrun(sql);',
      'ignore sql-injection on 5: x at ‹sql-injection›',
    ],
    [
      'behind code is about its own line',
      'a();\nrun(sql); // routewarden-ignore sql-injection -- x\nb();',
      'ignore sql-injection on 2: x at ‹sql-injection›',
    ],
    [
      'in a block comment in front of code is about that code',
      'a();\n/* routewarden-ignore sql-injection -- x */ run(sql);',
      'ignore sql-injection on 2: x at ‹/* routewarden-ignore sql-injection -- x */›',
    ],
    [
      'may stand between arguments',
      'run(\n  // routewarden-ignore sql-injection -- x\n  sql,\n  other,\n);',
      'ignore sql-injection on 3: x at ‹sql-injection›',
    ],
    [
      'may stand in a chain',
      'app\n  // routewarden-public -- x\n  .get("/a", handler)\n  .get("/b", handler);',
      'public on 3: x at ‹routewarden-public›',
    ],
    [
      'may stand above a decorator',
      'class A {\n  // routewarden-public -- x\n  @Get("a")\n  find() {}\n}',
      'public on 3: x at ‹routewarden-public›',
    ],
    [
      'covers the template literal that starts on its line',
      '// routewarden-ignore sql-injection -- x\nawait db.query(`SELECT *\n  FROM t\n  WHERE a = ${a}`);\nb();',
      'ignore sql-injection on 2-4: x at ‹sql-injection›',
    ],
    [
      'behind a template literal covers all of it',
      'await db.query(`SELECT *\n  FROM t WHERE a = ${a}`); // routewarden-ignore sql-injection -- x\nb();',
      'ignore sql-injection on 1-2: x at ‹sql-injection›',
    ],
    [
      'for the file has no line',
      'a();\n// routewarden-ignore-file insecure-http-url -- Local tools only',
      'ignore-file insecure-http-url: Local tools only at ‹insecure-http-url›',
    ],
    ['for a route', '// routewarden-public -- Sign-in\napp.post("/login", login);', 'public on 2: Sign-in at ‹routewarden-public›'],
    [
      'without a space behind the slashes',
      '//routewarden-public -- Sign-in\napp.post("/login", login);',
      'public on 2: Sign-in at ‹routewarden-public›',
    ],
    [
      'with white space that its fact does not tell has the comment as its place',
      '//    routewarden-public -- Sign-in\napp.post("/login", login);',
      'public on 2: Sign-in at ‹//    routewarden-public -- Sign-in›',
    ],
    [
      'may have a reason over several lines',
      '/* routewarden-public -- Sign-in,\n * for everyone */\napp.post("/login", login);',
      'public on 3: Sign-in, for everyone at ‹/* routewarden-public -- Sign-in,\n * for everyone */›',
    ],
    ['may have dashes in its reason', '// routewarden-public -- a -- b\nx();', 'public on 2: a -- b at ‹routewarden-public›'],
    ['with CRLF', '// routewarden-public -- a\r\n\r\nx();\r\n', 'public on 3: a at ‹routewarden-public›'],
  ])('%s', (_, text, expected) => {
    expect(describeDirectives(text)).toEqual([expected]);
    expect(read(text).problems).toEqual([]);
  });

  test('may name several rules; several may stand above one line', () => {
    const text = '// routewarden-ignore sql-injection, missing-authentication -- x\n// routewarden-ignore insecure-http-url -- y\nrun();';
    expect(describeDirectives(text)).toEqual([
      'ignore sql-injection on 3: x at ‹sql-injection›',
      'ignore missing-authentication on 3: x at ‹missing-authentication›',
      'ignore insecure-http-url on 3: y at ‹insecure-http-url›',
    ]);
  });

  test.each([
    ['in a text', 'const a = "// routewarden-ignore sql-injection -- x";'],
    ['in a template', 'const a = `\n// routewarden-ignore sql-injection -- x\n`;'],
    ['in the middle of a comment', '// see routewarden-ignore sql-injection -- x\na();'],
  ])('is none %s', (_, text) => {
    expect(read(text)).toEqual({ directives: [], problems: [] });
  });
});

describe('a problem of a directive:', () => {
  test.each([
    [
      'no reason',
      '// routewarden-ignore sql-injection\na();',
      'error ‹routewarden-ignore sql-injection› The reason is missing, so the directive has no effect: `routewarden-ignore sql-injection -- why`.',
    ],
    [
      'an empty reason',
      '// routewarden-ignore sql-injection --\na();',
      'error ‹routewarden-ignore sql-injection --› The reason is missing, so the directive has no effect: `routewarden-ignore sql-injection -- why`.',
    ],
    [
      'no reason for a public route',
      '// routewarden-public\na();',
      'error ‹routewarden-public› The reason is missing, so the directive has no effect: `routewarden-public -- why`.',
    ],
    [
      'nothing but its name',
      '// routewarden-ignore-file\na();',
      'error ‹routewarden-ignore-file› The reason is missing, so the directive has no effect: `routewarden-ignore-file <rule> -- why`.',
    ],
    [
      'no rule',
      '// routewarden-ignore -- x\na();',
      'error ‹routewarden-ignore› `routewarden-ignore` has to name the rules that it silences.',
    ],
    [
      'an unknown rule',
      '// routewarden-ignore sql-injektion -- x\na();',
      'error ‹sql-injektion› There is no rule `sql-injektion`. Did you mean `sql-injection`?',
    ],
    [
      'an unknown rule in a block comment',
      '/* routewarden-ignore foo -- x */\na();',
      'error ‹/* routewarden-ignore foo -- x */› There is no rule `foo`.',
    ],
    [
      'a rule named twice',
      '// routewarden-ignore sql-injection,sql-injection -- x\na();',
      'warning ‹sql-injection› `sql-injection` is named twice.',
    ],
    [
      'a misspelt name',
      '// routewarden-ingore sql-injection -- x\na();',
      'error ‹routewarden-ingore› There is no directive `routewarden-ingore`. Did you mean `routewarden-ignore`?',
    ],
    [
      "another tool's name",
      '// routewarden-ignore-next-line sql-injection -- x\na();',
      'error ‹routewarden-ignore-next-line› There is no directive `routewarden-ignore-next-line`. Did you mean `routewarden-ignore`?',
    ],
    [
      'a name like no other',
      '// routewarden-config on -- x\na();',
      'error ‹routewarden-config› There is no directive `routewarden-config`.',
    ],
    [
      'a rule for a public route',
      '// routewarden-public sql-injection -- x\na();',
      'error ‹sql-injection› `routewarden-public` names no rule; write the reason behind `--`.',
    ],
    [
      'no code behind it',
      'a();\n// routewarden-ignore sql-injection -- x\n',
      'warning ‹routewarden-ignore› No code follows this directive.',
    ],
    [
      'the placeholder for a reason',
      `// routewarden-ignore sql-injection -- ${placeholderReason}\na();`,
      `warning ‹${placeholderReason}› Write in its place why this is safe.`,
    ],
  ])('%s', (_, text, expected) => {
    expect(read(text).problems.map((problem) => describeProblem(problem, text))).toEqual([expected]);
  });

  test('an unknown rule disables only itself', () => {
    expect(describeDirectives('// routewarden-ignore nothing, sql-injection -- x\na();')).toEqual([
      'ignore sql-injection on 2: x at ‹sql-injection›',
    ]);
  });
});

describe('suppressions', () => {
  const text = [
    '// routewarden-ignore-file insecure-http-url -- tools',
    '// routewarden-ignore sql-injection, insecure-http-url -- constants',
    'run(sql);',
    'run(sql); // routewarden-ignore sql-injection -- also constants',
    '// routewarden-public -- Sign-in',
    '@Post("login")',
    'class A {}',
    '// routewarden-public -- nothing here',
    'run(sql);',
  ].join('\n');
  const { directives } = read(text);

  test.each([
    ['sql-injection', 2, 'constants'],
    ['sql-injection', 3, 'also constants'],
    ['sql-injection', 8, undefined],
    ['insecure-http-url', 2, 'constants'],
    ['insecure-http-url', 8, 'tools'],
    ['missing-authentication', 2, undefined],
  ])('%s on line %i: %s', (rule, line, reason) => {
    expect(findSuppression(directives, rule, line)?.reason).toBe(reason);
  });

  test('a route is public where the directive points to any of its lines', () => {
    expect(findPublicDirective(directives, 5)?.reason).toBe('Sign-in');
    expect(findPublicDirective(directives, 4, 6)?.reason).toBe('Sign-in');
    expect(findPublicDirective(directives, 6)).toBeUndefined();
  });

  test('those that nothing was found for are reported', () => {
    const used = new Set(
      [findSuppression(directives, 'sql-injection', 2), findPublicDirective(directives, 5)].filter((each) => each !== undefined),
    );
    expect(findUnusedDirectives(directives, used).map((problem) => describeProblem(problem, text))).toEqual([
      'warning ‹insecure-http-url› `insecure-http-url` finds nothing in this file; remove the directive.',
      'warning ‹insecure-http-url› `insecure-http-url` finds nothing here; remove the directive.',
      'warning ‹sql-injection› `sql-injection` finds nothing here; remove the directive.',
      'warning ‹routewarden-public› No route is registered where this directive points to.',
    ]);
    expect(findUnusedDirectives(directives, new Set(directives))).toEqual([]);
  });
});

describe('the edit that adds a suppression', () => {
  const comment = `// routewarden-ignore sql-injection -- ${placeholderReason}`;
  test.each([
    ['at the start of a file', 'run(sql);\n', 0, `${comment}\nrun(sql);\n`],
    ['with the indentation of the line', 'f(() => {\n\t  run(sql);\n});\n', 1, `f(() => {\n\t  ${comment}\n\t  run(sql);\n});\n`],
    ['with CRLF', 'a();\r\nrun(sql);\r\n', 1, `a();\r\n${comment}\r\nrun(sql);\r\n`],
    ['on a last line without an end', 'a();\r\nrun(sql);', 1, `a();\r\n${comment}\r\nrun(sql);`],
    ['in a file of one line', 'run(sql);', 0, `${comment}\nrun(sql);`],
    ['behind a byte order mark', '\uFEFFrun(sql);\n', 0, `\uFEFF${comment}\nrun(sql);\n`],
    [
      'above a template literal over several lines',
      'a();\n  db.query(`\n    SELECT ${a}`);\n',
      2,
      `a();\n  ${comment}\n  db.query(\`\n    SELECT \${a}\`);\n`,
    ],
    ['above a tagged template', 'db.query(sql\n  `SELECT\n  ${a}`);\n', 2, `db.query(sql\n  ${comment}\n  \`SELECT\n  \${a}\`);\n`],
    ['inside an expression of a template', 'run(`a ${\n  f(sql)\n}`);\n', 1, `run(\`a \${\n  ${comment}\n  f(sql)\n}\`);\n`],
    ['above the outer one of two templates', 'run(`a\n ${`b\n  ${sql}`}`);\n', 2, `${comment}\nrun(\`a\n \${\`b\n  \${sql}\`}\`);\n`],
  ])('%s', (_, text, line, expected) => {
    const edit = suppressionEdit(text, buildFacts('a.ts', text), line, 'sql-injection');
    expect(edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end)).toBe(expected);
    const { directives } = parseDirectives(buildFacts('a.ts', expected), knownRules);
    expect(findSuppression(directives, 'sql-injection', line + 1)?.reason).toBe(placeholderReason);
  });

  test.each([
    ['in JSX text', 'const a = (\n  <p>\n    text {html}\n  </p>\n);\n', 2],
    ['in front of an element inside another', 'const a = (\n  <p>\n    <b>{html}</b>\n  </p>\n);\n', 2],
    ['among attributes', 'const a = (\n  <p\n    title={html}\n  />\n);\n', 2],
    ['past the end of the file', 'a();', 7],
  ])('is not offered %s', (_, text, line) => {
    expect(suppressionEdit(text, buildFacts('a.tsx', text), line, 'sql-injection')).toBeUndefined();
  });

  test('is offered for an element as a whole, and for code inside an element', () => {
    const text = 'const a = (\n  <p>\n    {list.map(\n      item => <b>{item}</b>,\n    )}\n  </p>\n);\n';
    const facts = buildFacts('a.tsx', text);
    expect(suppressionEdit(text, facts, 1, 'sql-injection')?.text).toBe(`  ${comment}\n`);
    expect(suppressionEdit(text, facts, 3, 'sql-injection')?.text).toBe(`      ${comment}\n`);
  });
});
