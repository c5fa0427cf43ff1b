import { beforeAll, describe, expect, test } from 'vitest';
import { createTokenizer, type Tokenize, textInside, textsOf } from './tokenizer.ts';

const jsonc = 'source.json.comments';
let tokenize: Tokenize;
let plain: Tokenize;

beforeAll(async () => {
  tokenize = await createTokenizer();
  plain = await createTokenizer(false);
});

describe('a route pattern of the policy', () => {
  test.each<[text: string, methods: string[], wildcards: string[], parameters: string[]]>([
    ['POST /login', ['POST'], [], []],
    ['GET,HEAD /docs/**', ['GET', 'HEAD'], ['**'], []],
    ['GET, HEAD /docs', ['GET', 'HEAD'], [], []],
    ['/users/:id/posts/:post-id/*', [], ['*'], ['id', 'post-id']],
    ['M-SEARCH /x', ['M-SEARCH'], [], []],
    ['* /x', ['*'], [], []],
    ['**', [], ['**'], []],
    ['POST **', ['POST'], ['**'], []],
    ['**/health', [], ['**'], []],
    ['QUERY admin.**', ['QUERY'], ['**'], []],
    ['/GET/a*b/v1:batch', [], [], []],
    ['get /x', [], [], []],
    ['POST', [], [], []],
  ])('%s', async (text, methods, wildcards, parameters) => {
    const tokens = await tokenize(jsonc, `{ "access": [{ "route": "${text}", "public": "${text}" }] }`);
    expect(textsOf(tokens, 'keyword.other.method.routewarden')).toEqual(methods);
    expect(textsOf(tokens, 'keyword.operator.wildcard.routewarden')).toEqual(wildcards);
    expect(textsOf(tokens, 'variable.parameter.route.routewarden')).toEqual(parameters);
    expect(textInside(tokens, 'meta.route.routewarden')).toBe(`"${text}"`);
    expect(textInside(tokens, 'invalid')).toBe('');
  });

  test('with an escape, over several lines, and with comments in between', async () => {
    const tokens = await tokenize(jsonc, '{\r\n  "route" : "GET /a\\u0062/:id" // why\r\n  ,\r\n  "roles": ["/x/*"] /* end */\r\n}');
    expect(textsOf(tokens, 'constant.character.escape')).toEqual(['\\u0062']);
    expect(textsOf(tokens, 'variable.parameter.route')).toEqual(['id']);
    expect(textInside(tokens, 'comment')).toBe('// why/* end */');
    expect(textInside(tokens, 'invalid')).toBe('');
    expect(textInside(tokens, 'meta.route')).toBe('"GET /a\\u0062/:id"');
  });
});

test('an unclosed route ends with its line', async () => {
  const tokens = await tokenize(jsonc, '{ "route": "GET /a\n, "public": "x" }');
  expect(textInside(tokens, 'meta.route')).not.toContain('public');
});

test.each([
  ['no route', '{ "paths": { "@/*": ["./src/*"], "GET /a": "/b/**" } }'],
  ['a route that is no text', '{ "route": 1, "a": { "route": ["/a/:id"] }, "b": { "route": { "c": "/d/*" } } }'],
  ['the word in a text and in a comment', '{ "a": "\\"route\\": \\"GET /a\\"" } // "route": "GET /a"'],
])('other JSON keeps its colours: %s', async (_, text) => {
  expect(await tokenize(jsonc, text)).toEqual(await plain(jsonc, text));
});
