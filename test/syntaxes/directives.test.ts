import { beforeAll, describe, expect, test } from 'vitest';
import { createTokenizer, type Tokenize, textInside, textsOf } from './tokenizer.ts';

let tokenize: Tokenize;
let plain: Tokenize;

beforeAll(async () => {
  tokenize = await createTokenizer();
  plain = await createTokenizer(false);
});

describe.each(['source.ts', 'source.tsx', 'source.js', 'source.js.jsx'])('a directive in %s', (scope) => {
  test.each<[text: string, directive: string, rules: string[], reason: string[]]>([
    ['// routewarden-ignore sql-injection -- constants only', 'routewarden-ignore', ['sql-injection'], ['constants only']],
    ['f(); // routewarden-ignore a-b, c -- x', 'routewarden-ignore', ['a-b', 'c'], ['x']],
    ['//routewarden-ignore-file insecure-http-url -- tools', 'routewarden-ignore-file', ['insecure-http-url'], ['tools']],
    ['// routewarden-public -- Sign-in', 'routewarden-public', [], ['Sign-in']],
    ['/* routewarden-public -- Sign-in */ f();', 'routewarden-public', [], ['Sign-in']],
    ['// routewarden-ignore sql-injection', 'routewarden-ignore', ['sql-injection'], []],
    ['// routewarden-ignore sql-injection --', 'routewarden-ignore', ['sql-injection'], []],
  ])('%s', async (text, directive, rules, reason) => {
    const tokens = await tokenize(scope, `${text}\nf();`);
    expect(textsOf(tokens, 'keyword.control.directive.routewarden')).toEqual([directive]);
    expect(textsOf(tokens, 'entity.name.type.rule.routewarden')).toEqual(rules);
    expect(textsOf(tokens, 'string.unquoted.reason.routewarden')).toEqual(reason);
    expect(tokens.at(-4)?.text).toBe('f');
    expect(tokens.at(-4)?.scopes.join(' ')).not.toContain('comment');
  });
});

test.each([
  ['another word', '// routewarden-ignored sql-injection -- x'],
  ['a word in the middle of a comment', '// see routewarden-ignore sql-injection -- x'],
  ['an address in a comment', '// see https://routewarden-ignore sql-injection -- x'],
  ['three slashes', '/// routewarden-ignore sql-injection -- x'],
  ['a doc comment', '/** routewarden-ignore sql-injection -- x */'],
  ['a text', 'const a = "// routewarden-ignore sql-injection -- x";'],
  ['a template', 'const a = `\n// routewarden-ignore sql-injection -- x`;'],
  ['a second line of a comment', '/* a\nroutewarden-ignore sql-injection -- x */'],
])('%s is no directive', async (_, text) => {
  expect(await tokenize('source.ts', text)).toEqual(await plain('source.ts', text));
  expect(textInside(await tokenize('source.ts', text), 'meta.directive')).toBe('');
});
