import { describe, expect, it } from 'vitest';
import { noBinding } from '../../core/src/syntax/index.ts';
import { bindingNamed, expressionsOf, factsOf } from './inspect.ts';

// In these texts a comment with a number marks a declaration, and each use says which one it means by a comment with `=`
// and the number, or `=` alone for a global. Returns the uses that lead elsewhere.
function wrongUses(text: string, path?: string): readonly string[] {
  const facts = factsOf(text, path);
  const declared = new Map([...text.matchAll(/\/\*(\d+)\*\//g)].map((match) => [match.index, match[1]]));
  const names = new Map(expressionsOf(facts).flatMap((node) => (node.k === 'name' ? [[node.end, node.binding] as const] : [])));
  const uses = [...text.matchAll(/(\w+)\/\*=(\d*)\*\//g)];
  expect(uses.length).toBeGreaterThan(0);
  return uses.flatMap((use) => {
    const [, name = '', wanted = ''] = use;
    const id = names.get(use.index + name.length);
    if (id === undefined) return [`${use[0]} is no name`];
    const binding = facts.bindings[id];
    const found = id === noBinding || binding === undefined ? '' : (declared.get(binding.end) ?? 'unmarked');
    return found === wanted ? [] : [`${use[0]} is ${found === '' ? 'global' : found}`];
  });
}

describe('names lead to the declaration that holds where they stand', () => {
  it.each([
    ['globals', 'process/*=*/.env; undefined/*=*/'],
    ['hoisted functions', 'start/*=1*/(); function start/*1*/() {}'],
    ['hoisted var', 'f(() => x/*=1*/); if (a) { for (;;) { var x/*1*/ = 1; } } x/*=1*/'],
    ['var in the function around it, not beyond', 'function f() { { var x/*1*/; } x/*=1*/; } x/*=*/'],
    ['var in a loop head', 'for (var i/*1*/ = 0; i/*=1*/ < 2; ) {} i/*=1*/'],
    [
      'var after a label, in try, catch, switch and with',
      'l: { var a/*1*/ } try { var b/*2*/ } catch { var c/*3*/ } finally { var d/*4*/ } switch (1) { case 1: var e/*5*/ } [a/*=1*/, b/*=2*/, c/*=3*/, d/*=4*/, e/*=5*/]',
    ],
    ['let and const of a block', 'const x/*1*/ = 1; { f(x/*=2*/); const x/*2*/ = 2; } x/*=1*/'],
    ['class of a block', '{ class A/*1*/ {} A/*=1*/ } A/*=*/'],
    ['let in a loop head', 'let i/*1*/; for (let i/*2*/ = 0; i/*=2*/ < 1; f(i/*=2*/)) { i/*=2*/ } i/*=1*/'],
    ['const of for-of, whose list is read outside', 'const x/*1*/ = []; for (const x/*2*/ of x/*=1*/) x/*=2*/; x/*=1*/'],
    ['for-in', 'for (const k/*1*/ in o) k/*=1*/; k/*=*/'],
    ['one scope for all cases', 'switch (x/*=*/) { case 1: let x/*1*/; break; default: x/*=1*/ } x/*=*/'],
    ['catch', 'const e/*1*/ = 0; try { e/*=1*/ } catch (e/*2*/) { e/*=2*/ } finally { e/*=1*/ }'],
    ['destructured catch', 'try {} catch ({ message/*1*/ }) { message/*=1*/ }'],
    ['parameters', 'function f(a/*1*/, { b/*2*/, c: [d/*3*/] }, ...rest/*4*/) { a/*=1*/; b/*=2*/; c/*=*/; d/*=3*/; rest/*=4*/ }'],
    ['defaults see the other parameters', '((a/*1*/, b = a/*=1*/, c = () => d/*=2*/, d/*2*/) => 1)'],
    ['defaults do not see the body', 'const x/*1*/ = 1; function f(a = x/*=1*/) { const x/*2*/ = 2; x/*=2*/ }'],
    ['parameters shadow', 'const req/*1*/ = 1; app.get((req/*2*/) => req/*=2*/); req/*=1*/'],
    ['closures', 'function outer(a/*1*/) { return function () { return () => a/*=1*/; }; }'],
    ['a function expression sees its name', 'const f = function g/*1*/() { g/*=1*/ }; g/*=*/'],
    ['a parameter shadows the function expression', '(function g(g/*1*/) { g/*=1*/ })'],
    ['a class expression sees its name', 'const A = class B/*1*/ { m() { B/*=1*/ } }; B/*=*/'],
    [
      'class fields and static blocks',
      'const x/*1*/ = 1; class A/*2*/ { a = x/*=1*/; static { const x/*3*/ = 2; x/*=3*/; A/*=2*/ } b = x/*=1*/ }',
    ],
    ['super class is read outside', 'class A/*1*/ extends f(A/*=1*/) {}'],
    ['imports', "import a/*1*/, { b as c/*2*/, d/*3*/ } from 'x'; import * as e/*4*/ from 'y'; a/*=1*/; b/*=*/; c/*=2*/; d/*=3*/; e/*=4*/"],
    ['import equals', "import fs/*1*/ = require('fs'); import read/*2*/ = fs.read; fs/*=1*/; read/*=2*/"],
    ['enums and namespaces', 'enum E/*1*/ { A } namespace N/*2*/ { const x/*3*/ = E/*=1*/; x/*=3*/ } N/*=2*/; x/*=*/'],
    ['types are no values', 'interface User {} type Id = string; User/*=*/; Id/*=*/'],
    ['a value beside a type of the same name', 'type User = { id: string }; const User/*1*/ = z.object({}); User/*=1*/'],
    ['shorthand properties', 'const a/*1*/ = 1; f({ a/*=1*/ })'],
    ['template holes and tags', `const a/*1*/ = 1; a/*=1*/\`x\${a/*=1*/}\``],
    ['using', '{ using db/*1*/ = open(); db/*=1*/ } db/*=*/'],
    ['names still to be typed', 'const = 1; function (a) {} class { } const { , } = x; after/*=*/'],
    ['redeclared var', 'var a/*1*/ = 1; var a = 2; a/*=1*/'],
    ['a var named like a parameter', 'function f(a/*1*/) { var a = 2; a/*=1*/ }'],
    [
      'parameters of methods and accessors',
      'class A { m(a/*1*/) { a/*=1*/ } set x(v/*2*/) { v/*=2*/ } constructor(private db/*3*/: Db) { db/*=3*/ } }',
    ],
    ['statements without braces', 'if (a) var x/*1*/ = 1; else x/*=1*/'],
    ['a function in a block', '{ f/*=1*/(); function f/*1*/() {} }'],
  ])('%s', (_what, text) => {
    expect(wrongUses(text)).toEqual([]);
  });

  it('declares nothing for names that are missing', () => {
    expect(factsOf('const = 1; let { a: , } = x; function (, ) {} import { } from "x"; class {} enum {} type = 1').bindings).toEqual([]);
  });

  it('finds names in JSX', () => {
    expect(
      wrongUses('const user/*1*/ = 1; export const Page = () => <p title={user/*=1*/}>{user/*=1*/} {...user/*=1*/}</p>', 'page.tsx'),
    ).toEqual([]);
  });
});

describe('writes', () => {
  it.each([
    ['const a = 1;', 0],
    ['let a; a = 1;', 1],
    ['let a = 1; a += 1; a ??= 2; a++; --a;', 4],
    ['let a; [a] = x; ({ a } = x); ({ b: a = 1 } = x); ({ ...a } = x); [...a] = x;', 5],
    ['let a; for (a of x) {} for (a in x) {}', 2],
    ['for (const a of x) {}', 0],
    ['var a = 1; var a; var a = 2;', 1],
    ['function a() {} function a() {}', 1],
    ['function a(x: string): void; function a(x: number): void; function a() {}', 0],
    ['let a; (a) = 1; a! = 2; (a as any) = 3;', 3],
    ['let a; { let a; a = 1; }', 0],
    ['let a; a.b = 1; a[0] = 1; delete a.b;', 0],
    ['namespace a {} namespace a {}', 0],
  ])('%s', (text, writes) => {
    expect(bindingNamed(factsOf(text), 'a').writes).toBe(writes);
  });

  it('counts writes from closures and parameters written to', () => {
    const facts = factsOf('let a = 1; function f(b = 1) { a = 2; b = 3; }');
    expect(bindingNamed(facts, 'a').writes).toBe(1);
    expect(bindingNamed(facts, 'b').writes).toBe(1);
  });
});

describe('bindings', () => {
  it('say what they are, whose they are and where they are named', () => {
    const text = 'import i from "x"; const c = 1; let l; var v; function f(p) { let inner; } class k {} enum e {} try {} catch (x) {}';
    const facts = factsOf(text);
    expect(Object.fromEntries(facts.bindings.map((binding) => [binding.name, binding.kind]))).toEqual({
      i: 'import',
      c: 'const',
      l: 'let',
      v: 'var',
      f: 'function',
      p: 'param',
      inner: 'let',
      k: 'class',
      e: 'enum',
      x: 'catch',
    });
    for (const { name, start, end } of facts.bindings) expect(text.slice(start, end)).toBe(name);
    expect(facts.bindings.filter((binding) => binding.scope === 1).map((binding) => binding.name)).toEqual(['p', 'inner']);
  });

  it('say what an import means', () => {
    const facts = factsOf(
      "import a, { b as c, type D } from 'x'; import * as e from 'y'; import type F from 'z'; import g = require('w'); import type { H } from 'v';",
    );
    expect(Object.fromEntries(facts.bindings.map((binding) => [binding.name, binding.import]))).toEqual({
      a: { specifier: 'x', imported: 'default', typeOnly: false },
      c: { specifier: 'x', imported: 'b', typeOnly: false },
      D: { specifier: 'x', imported: 'D', typeOnly: true },
      e: { specifier: 'y', imported: '*', typeOnly: false },
      F: { specifier: 'z', imported: 'default', typeOnly: true },
      g: { specifier: 'w', imported: '*', typeOnly: false },
      H: { specifier: 'v', imported: 'H', typeOnly: true },
    });
  });

  it('are made for nothing that is only declared elsewhere', () => {
    const facts = factsOf(
      "declare module 'express' { interface Request { user: string } } declare global { var x: number } declare namespace Express {}",
    );
    expect(facts.bindings).toEqual([]);
  });
});
