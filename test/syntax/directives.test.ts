import { describe, expect, it } from 'vitest';
import { factsOf } from './inspect.ts';

function directivesOf(text: string, path?: string): readonly string[] {
  return factsOf(text, path).directives.map((directive) => directive.text);
}

describe('directives', () => {
  it.each<readonly [string, string]>([
    ['// routewarden-x', 'routewarden-x'],
    ['//routewarden-x  why not  ', 'routewarden-x  why not'],
    ['/* routewarden-x: why */', 'routewarden-x: why'],
    ['/*\n  routewarden-x\n  more\n*/', 'routewarden-x\n  more'],
    ['f(); // routewarden-x', 'routewarden-x'],
    ['f(a, // routewarden-x\n b)', 'routewarden-x'],
    ['f( /* routewarden-x */ )', 'routewarden-x'],
    ['f(a /* routewarden-x */)', 'routewarden-x'],
    ['if (a) /* routewarden-x */ { }', 'routewarden-x'],
    ['const a = { // routewarden-x\n b: 1 }', 'routewarden-x'],
    ['const a = [1, // routewarden-x\n]', 'routewarden-x'],
    ['class A { @Get() // routewarden-x\n m() {} }', 'routewarden-x'],
    ['class A {\n // routewarden-x\n }', 'routewarden-x'],
    ['switch (a) { // routewarden-x\n case 1: }', 'routewarden-x'],
    [`f(\`\${a /* routewarden-x */}\`)`, 'routewarden-x'],
    ['"a" + /* routewarden-x */ "b"', 'routewarden-x'],
    ['/* routewarden-x */ "a"', 'routewarden-x'],
    ['import a // routewarden-x\n from "b"', 'routewarden-x'],
    ['f(\n// routewarden-x', 'routewarden-x'],
    ['#!/bin/node\n// routewarden-x', 'routewarden-x'],
    ['/* routewarden-open', 'routewarden-open'],
  ])('%j', (text, expected) => {
    expect(directivesOf(text)).toEqual([expected]);
  });

  it.each([
    '"// routewarden-x"',
    "'/* routewarden-x */'",
    '`// routewarden-x`',
    `\`\${a} // routewarden-x\``,
    `\`\${a} // routewarden-x \${b}\``,
    '/[/]// routewarden-x/'.replace('// r', '\\/ r'),
    '// see // routewarden-x',
    '/* see // routewarden-x */',
    '// about routewarden-x',
    '/** routewarden-x */',
    'routewarden-x',
    '//\nroutewarden-x',
    '// Routewarden-x',
  ])('not %j', (text) => {
    expect(directivesOf(text)).toEqual([]);
  });

  it('tells JSX text from JSX comments', () => {
    expect(directivesOf('const a = <p>// routewarden-no</p>;', 'a.tsx')).toEqual([]);
    expect(directivesOf('const a = <p>{/* routewarden-yes */}<b // routewarden-too\n/></p>;', 'a.tsx')).toEqual([
      'routewarden-yes',
      'routewarden-too',
    ]);
  });

  it('say where they stand', () => {
    const text = 'f(); // routewarden-a x\r\n\t/* routewarden-b */ g(); /* routewarden-c */\r\n// routewarden-d';
    const { directives } = factsOf(text);
    expect(directives.map(({ line, ownLine, start, end }) => [line, ownLine, text.slice(start, end)])).toEqual([
      [0, false, '// routewarden-a x'],
      [1, true, '/* routewarden-b */'],
      [1, false, '/* routewarden-c */'],
      [2, true, '// routewarden-d'],
    ]);
  });

  it('takes time in proportion to their number', () => {
    const timeOf = (count: number): number => {
      const text = '// routewarden-x\n'.repeat(count);
      const started = performance.now();
      expect(factsOf(text).directives).toHaveLength(count);
      return performance.now() - started;
    };
    timeOf(1000);
    expect(timeOf(40_000) / timeOf(4000)).toBeLessThan(50);
  });
});
