import { describe, expect, it } from 'vitest';
import type { ExportFact } from '../../core/src/syntax/index.ts';
import { factsOf, moduleBody } from './inspect.ts';

/** `b = a` for `export { a as b }`, `b = a from x`, `* from x`, with `type` in front of types. */
function exportsOf(text: string): readonly string[] {
  const facts = factsOf(text);
  const describeExport = (entry: ExportFact): string => {
    if (entry.kind === 'star') return `* from ${entry.specifier}`;
    const type = entry.typeOnly ? 'type ' : '';
    if (entry.kind === 'from') return `${type}${entry.name} = ${entry.imported} from ${entry.specifier}`;
    return `${type}${entry.name} = ${facts.bindings[entry.binding]?.name ?? 'nothing'}`;
  };
  return facts.exports.map(describeExport);
}

describe('exports', () => {
  it.each<readonly [string, readonly string[]]>([
    ['export const a = 1, b = 2;', ['a = a', 'b = b']],
    ['export const { GET, POST: post = 1, ...rest } = handlers;', ['GET = GET', 'post = post', 'rest = rest']],
    ['export let [a, [b]] = x;', ['a = a', 'b = b']],
    ['export function f() {}', ['f = f']],
    ['export function f(a: string): void; export function f() {}', ['f = f']],
    ['export class A {} export enum B {} export namespace C {}', ['A = A', 'B = B', 'C = C']],
    ['export interface A {} export type B = 1;', ['type A = A', 'type B = B']],
    ['const a = 1; export { a, a as b, a as default };', ['a = a', 'b = a', 'default = a']],
    ["const a = 1; export { a as 'x y' };", ['x y = a']],
    ['export { later }; const later = 1;', ['later = later']],
    ['export { missing };', ['missing = nothing']],
    ['export default function f() {}', ['default = f']],
    ['export default function () {}', ['default = *default*']],
    ['export default class A {}', ['default = A']],
    ['export default class {}', ['default = *default*']],
    ['const a = 1; export default a;', ['default = a']],
    ['export default missing;', ['default = *default*']],
    ['export default { a: 1 };', ['default = *default*']],
    ['export default async () => {};', ['default = *default*']],
    ["export { a, b as c, default } from 'x';", ['a = a from x', 'c = b from x', 'default = default from x']],
    ["export * from 'x'; export * as ns from 'y';", ['* from x', 'ns = * from y']],
    ["export type { A } from 'x'; export { type B } from 'x';", ['type A = A from x', 'type B = B from x']],
    ["import type { A } from 'x'; interface B {} export { A, B };", ['type A = A', 'type B = B']],
    ["import { a } from 'x'; export { a };", ['a = a']],
    ["export import fs = require('fs');", ['fs = fs']],
    ['export type User = 1; export const User = 2;', ['User = User', 'type User = User']],
    ['module.exports = { a };', []],
    ['export = x;', []],
  ])('%s', (text, expected) => {
    expect(exportsOf(text)).toEqual(expected);
  });

  it('of a default expression are bound by a statement', () => {
    const facts = factsOf('export default withAuth(handler);');
    expect(facts.bindings).toMatchObject([{ name: '*default*', kind: 'default-export', scope: 0, writes: 0 }]);
    expect(moduleBody(facts)).toMatchObject([{ s: 'export-default', binding: 0, value: { k: 'call' } }]);
  });

  it('of an unnamed default function and class too', () => {
    expect(moduleBody(factsOf('export default function () {}'))).toMatchObject([
      { s: 'export-default', binding: 0, value: { k: 'function', fn: 1 } },
    ]);
    expect(moduleBody(factsOf('export default class {}'))).toMatchObject([
      { s: 'export-default', binding: 0, value: { k: 'class', class: 0 } },
    ]);
  });

  it('survive a brace that is missing before them', () => {
    expect(exportsOf('function f() { if (x) { \n export const GET = 1; export { helper } from "x";')).toEqual([
      'GET = GET',
      'helper = helper from x',
    ]);
  });
});

describe('specifiers', () => {
  it('stand in the order of their first appearance, types apart', () => {
    const text = `const late = require('late');
import type { A } from 'types';
import 'effects';
import { type B } from 'inline';
export * from 'star';
import { C, type D } from 'types2';
const x = await import('dynamic');
import type E from 'mixed'; import { e } from 'mixed';
export type { F } from 'reexported';`;
    const facts = factsOf(text);
    expect(facts.specifiers.map(({ specifier, typeOnly }) => (typeOnly ? `type ${specifier}` : specifier))).toEqual([
      'late',
      'type types',
      'effects',
      'type inline',
      'star',
      'types2',
      'dynamic',
      'mixed',
      'type reexported',
    ]);
    for (const { specifier, start, end } of facts.specifiers) expect(text.slice(start + 1, end - 1)).toBe(specifier);
  });
});

describe('the module', () => {
  it.each([
    ["import 'x';", true],
    ['export {};', true],
    ['export const a = 1;', true],
    ['export default 1;', true],
    ["import fs = require('fs');", true],
    ["const x = require('x'); module.exports = x;", false],
    ["const x = await import('x');", false],
  ])('%s', (text, esModule) => {
    expect(factsOf(text).esModule).toBe(esModule);
  });

  it('keeps its prologue', () => {
    const facts = factsOf("#!/usr/bin/env node\n// comment\n'use client'; 'use strict';\nf(); 'no';");
    expect(facts.prologue).toEqual(['use client', 'use strict']);
    expect(facts.functions[0]?.prologue).toEqual(['use client', 'use strict']);
  });

  it('counts syntax errors', () => {
    expect(factsOf('f();').parseErrors).toBe(0);
    expect(factsOf('f(; g(').parseErrors).toBeGreaterThan(0);
  });
});
