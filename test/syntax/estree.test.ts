import { describe, expect, it } from 'vitest';
import { toEstree } from '../../core/src/syntax/estree.ts';
import { readFixtures } from './read-fixtures.ts';

describe('toEstree', () => {
  it('gives the program with ranges, its tokens and its comments', () => {
    const text = '// why\nconst a: string = `x`; f(a);';
    const estree = toEstree('a.ts', text);
    expect(estree?.program.body.map((node) => [node.type, text.slice(...node.range)])).toEqual([
      ['VariableDeclaration', 'const a: string = `x`;'],
      ['ExpressionStatement', 'f(a);'],
    ]);
    expect(estree?.tokens.map((token) => token.value)).toEqual(['const', 'a', ':', 'string', '=', '`x`', ';', 'f', '(', 'a', ')', ';']);
    expect(estree?.comments.map((comment) => comment.value)).toEqual([' why']);
    expect(estree?.parseErrors).toBe(0);
  });

  it.each(readFixtures())('reads $name', ({ name, text }) => {
    const estree = toEstree(name, text);
    expect(estree?.program.body.length).toBeGreaterThan(2);
    expect(estree?.program.range[1]).toBe(text.length);
  });

  it.each([
    'const a = {\nfoo(a).\n  bar(',
    'class A { @Get( x() {} }',
    'import { from "x"',
    'if (',
    '`a${',
    '<div>{a</div>',
    '@dec',
    'a = { b: , c }',
  ])('reads over the error in %j', (text) => {
    expect(toEstree('a.tsx', text)?.parseErrors).toBeGreaterThan(0);
  });

  it('has nothing to give for code that nests too deep', () => {
    expect(toEstree('a.ts', `${'f('.repeat(5000)}${')'.repeat(5000)}`)).toBeUndefined();
  });
});
