import { describe, expect, it } from 'vitest';
import type { Expression } from '../../core/src/syntax/index.ts';
import { expressionOf, factsOf, functionAt, functionNamed, moduleBody, shapeOf } from './inspect.ts';

const a = { k: 'name', name: 'a', binding: -1 };
const b = { k: 'name', name: 'b', binding: -1 };
const c = { k: 'name', name: 'c', binding: -1 };
const target = { p: 'bind', binding: -1, name: 'a' };

function literal(value: string | number | boolean | null) {
  return { k: 'literal', value };
}

function shape(text: string, path?: string): unknown {
  return shapeOf(expressionOf(text, path));
}

describe('each kind of expression', () => {
  it.each<readonly [string, unknown]>([
    ['("x")', literal('x')],
    ["('it\\'s')", literal("it's")],
    ['0x10', literal(16)],
    ['1_000.5', literal(1000.5)],
    ['true', literal(true)],
    ['null', literal(null)],
    ['10n', { k: 'bigint', text: '10n' }],
    ['/a[/]b/gi', { k: 'regex', pattern: 'a[/]b', flags: 'gi' }],
    ['`plain\\n`', literal('plain\n')],
    [`\`x\\t\${a}y\${b}\``, { k: 'template', quasis: ['x\t', 'y', ''], holes: [a, b] }],
    [`a\`x\${b}\``, { k: 'tagged', tag: a, quasis: ['x', ''], holes: [b] }],
    ['a`x`', { k: 'tagged', tag: a, quasis: ['x'], holes: [] }],
    ['a', a],
    ['undefined', { k: 'name', name: 'undefined', binding: -1 }],
    ['this', { k: 'this' }],
    ['a.b', { k: 'member', object: a, property: 'b', optional: false }],
    ['a?.b', { k: 'member', object: a, property: 'b', optional: true }],
    ['a.#b', { k: 'member', object: a, property: '#b', optional: false }],
    ['a[b]', { k: 'index', object: a, index: b, optional: false }],
    ["a?.['b']", { k: 'index', object: a, index: literal('b'), optional: true }],
    ['a(b, ...c)', { k: 'call', callee: a, args: [b, { k: 'spread', value: c }], optional: false }],
    ['a?.(b)', { k: 'call', callee: a, args: [b], optional: true }],
    [
      'a<string>(b)',
      { k: 'call', callee: a, args: [b], optional: false, typeArgs: [{ t: 'name', name: 'string', binding: -1, args: [] }] },
    ],
    ['new a(b)', { k: 'new', callee: a, args: [b] }],
    ['new a', { k: 'new', callee: a, args: [] }],
    ['[a, , ...b]', { k: 'array', elements: [a, null, { k: 'spread', value: b }] }],
    ['!a', { k: 'unary', op: '!', value: a }],
    ['-a', { k: 'unary', op: '-', value: a }],
    ['+a', { k: 'unary', op: '+', value: a }],
    ['~a', { k: 'unary', op: '~', value: a }],
    ['typeof a', { k: 'unary', op: 'typeof', value: a }],
    ['void a', { k: 'unary', op: 'void', value: a }],
    ['delete a', { k: 'unary', op: 'delete', value: a }],
    ['++a', { k: 'update', target, op: '++', prefix: true }],
    ['a--', { k: 'update', target, op: '--', prefix: false }],
    ['a === b', { k: 'binary', op: '===', left: a, right: b }],
    ['a in b', { k: 'binary', op: 'in', left: a, right: b }],
    ['a instanceof b', { k: 'binary', op: 'instanceof', left: a, right: b }],
    ['a + b + c', { k: 'binary', op: '+', left: { k: 'binary', op: '+', left: a, right: b }, right: c }],
    ['a && b', { k: 'logical', op: '&&', left: a, right: b }],
    ['a || b', { k: 'logical', op: '||', left: a, right: b }],
    ['a ?? b', { k: 'logical', op: '??', left: a, right: b }],
    // biome-ignore lint/suspicious/noThenProperty: the name of a field of the facts.
    ['a ? b : c', { k: 'conditional', test: a, then: b, else: c }],
    ['a = b', { k: 'assign', op: '=', target, value: b }],
    ['a += b', { k: 'assign', op: '+=', target, value: b }],
    ['a ??= b', { k: 'assign', op: '??=', target, value: b }],
    ['await a', { k: 'await', value: a }],
    ['a, b, c', { k: 'sequence', items: [a, b, c] }],
    ['(a, b), c', { k: 'sequence', items: [{ k: 'sequence', items: [a, b] }, c] }],
    ["require('pg')", { k: 'module', specifier: 'pg', dynamic: false }],
    ['import(`pg`)', { k: 'module', specifier: 'pg', dynamic: true }],
    ['require(a)', { k: 'call', callee: { k: 'name', name: 'require', binding: -1 }, args: [a], optional: false }],
    ['import(a)', { k: 'call', callee: { k: 'other', parts: [], name: 'import' }, args: [a], optional: false }],
    ['a as string', { k: 'cast', value: a, type: { t: 'name', name: 'string', binding: -1, args: [] } }],
    ['a as const', { k: 'cast', value: a }],
    ['<any>a', { k: 'cast', value: a, type: { t: 'name', name: 'any', binding: -1, args: [] } }],
    ['((a)!) satisfies B', a],
    ['(a!.b)!', { k: 'member', object: a, property: 'b', optional: false }],
    ['a<string>', a],
    ['new.target', { k: 'other', parts: [], name: 'new.target' }],
    ['import.meta.url', { k: 'member', object: { k: 'other', parts: [], name: 'import.meta' }, property: 'url', optional: false }],
    ['1e999', literal(Number.POSITIVE_INFINITY)],
  ])('%s', (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it('objects', () => {
    expect(shape("({ a, b: c, 'x-y': 1, 2: b, [c]: a, ['d']: b, ...c })")).toMatchObject({
      k: 'object',
      props: [
        { key: 'a', value: a, shorthand: true },
        { key: 'b', value: c, shorthand: false },
        { key: 'x-y', value: literal(1) },
        { key: '2', value: b },
        { key: c, value: a },
        { key: 'd', value: b },
        { key: null, value: c },
      ],
    });
  });

  it('methods and accessors of objects are functions', () => {
    const facts = factsOf('x({ f() {}, async *g() {}, get h() { return 1; }, set h(v) {}, i: () => {} })');
    expect(facts.functions.slice(1).map(({ name, kind, async, generator }) => [name, kind, async, generator])).toEqual([
      ['f', 'method', false, false],
      ['g', 'method', true, true],
      ['h', 'getter', false, false],
      ['h', 'setter', false, false],
      ['i', 'arrow', false, false],
    ]);
  });

  it('yield, with and without a value', () => {
    const facts = factsOf('function* f() { yield; yield a; yield* b; }');
    expect(shapeOf(functionNamed(facts, 'f').body)).toEqual([
      { s: 'expression', value: { k: 'yield' } },
      { s: 'expression', value: { k: 'yield', value: a } },
      { s: 'expression', value: { k: 'yield', value: b } },
    ]);
  });

  it('super', () => {
    const facts = factsOf('class A extends B { constructor() { super(1); super.m(); } }');
    expect(shapeOf(functionNamed(facts, 'constructor').body)).toMatchObject([
      { value: { k: 'call', callee: { k: 'super' } } },
      { value: { k: 'call', callee: { k: 'member', object: { k: 'super' }, property: 'm' } } },
    ]);
  });

  it('JSX', () => {
    expect(shape('<a.b c="d" e={b} {...c} f-g>text {a} <i/> {...b} {/* no */}</a.b>', 'x.tsx')).toEqual({
      k: 'jsx',
      tag: 'a.b',
      attributes: [
        { name: 'c', value: literal('d') },
        { name: 'e', value: b },
        { name: '...', value: c },
        { name: 'f-g', value: literal(true) },
      ],
      children: [literal('text '), a, { k: 'jsx', tag: 'i', attributes: [], children: [] }, b],
    });
    expect(shape('<><p/></>', 'x.jsx')).toMatchObject({ k: 'jsx', tag: '', children: [{ tag: 'p' }] });
  });

  it('JSX in .js, casts in .ts', () => {
    expect(shape('<a/>', 'x.js')).toMatchObject({ k: 'jsx', tag: 'a' });
    expect(shape('<T>a', 'x.mts')).toMatchObject({ k: 'cast', value: a });
  });
});

describe('assignment targets', () => {
  it('may be members, patterns and patterns with defaults', () => {
    expect(shape('({ a, b: c = 1, ...d.e } = [f[0], , ...g] = x)')).toMatchObject({
      k: 'assign',
      target: {
        p: 'object',
        props: [
          { key: 'a', value: target },
          { key: 'b', value: { p: 'default', target: { p: 'bind', name: 'c' }, value: literal(1) } },
        ],
        rest: { p: 'target', expression: { k: 'member', property: 'e' } },
      },
      value: {
        k: 'assign',
        target: { p: 'array', elements: [{ p: 'target', expression: { k: 'index' } }, null], rest: { p: 'bind', name: 'g' } },
      },
    });
    expect(shape('({ a = 1 } = x)')).toMatchObject({
      target: { props: [{ key: 'a', value: { p: 'default', target, value: literal(1) } }] },
    });
    expect(shape('res.locals.user = a')).toMatchObject({ target: { p: 'target', expression: { k: 'member', property: 'user' } } });
  });
});

describe('names of functions', () => {
  it.each([
    ['const f = () => {}', 'f'],
    ['const f = function () {}', 'f'],
    ['const f = function own() {}', 'own'],
    ['const f = (() => {}) satisfies Handler', 'f'],
    ['const f = (() => {}) as Handler', 'f'],
    ['f = () => {}', 'f'],
    ['f ??= () => {}', 'f'],
    ['exports.f = () => {}', 'f'],
    ["handlers['f'] = () => {}", 'f'],
    ['x({ f: () => {} })', 'f'],
    ["x({ 'f-g': () => {} })", 'f-g'],
    ['const { f = () => {} } = x', 'f'],
    ['const { a: f = () => {} } = x', 'f'],
    ['({ f = () => {} } = x)', 'f'],
    ['class A { f = () => {} }', 'f'],
    ['class A { static f = function () {} }', 'f'],
    ['class A { f() {} }', 'f'],
    ['class A { #f() {} }', '#f'],
    ['class A { constructor() {} }', 'constructor'],
    ['x(() => {})', ''],
    ['const f = wrap(() => {})', ''],
    ['x += () => {}', ''],
    ['x({ [y]: () => {} })', ''],
    ['export default function () {}', ''],
    ['export default () => {}', ''],
  ])('%s', (text, name) => {
    expect(functionAt(factsOf(text), 1).name).toBe(name);
  });

  it('hold for parameters too', () => {
    expect(factsOf('function g(f = () => {}) {}').functions.map((fn) => fn.name)).toEqual(['', 'g', 'f']);
  });

  it('hold for classes', () => {
    const facts = factsOf('const A = class {}; const B = class C {}; x = class {}; f(class {});');
    expect(facts.classes.map((entry) => entry.name)).toEqual(['A', 'C', 'x', '']);
  });
});

describe('require', () => {
  it('loads a module unless the file declares it', () => {
    const facts = factsOf("function f(require) { return require('x'); } require('y');");
    expect(facts.specifiers.map((entry) => entry.specifier)).toEqual(['y']);
  });

  it('made by createRequire loads modules', () => {
    const facts = factsOf(
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const pg = require('pg');",
    );
    expect(facts.specifiers.map((entry) => entry.specifier)).toEqual(['node:module', 'pg']);
    expect(moduleBody(facts).at(-1)).toMatchObject({ s: 'variable', init: { k: 'module', specifier: 'pg', dynamic: false } });
  });
});

describe('places', () => {
  it('of members and templates', () => {
    const text = 'const x = /* c */ app . /* d */ get  (a); sql  `x`;';
    const [declaration, tagged] = moduleBody(factsOf(text));
    const call = declaration?.s === 'variable' ? declaration.init : undefined;
    expect(sliceOf(text, call)).toBe('app . /* d */ get  (a)');
    expect(call?.k === 'call' && call.callee.k === 'member' && text.slice(call.callee.propertyStart, call.callee.end)).toBe('get');
    expect(tagged?.s === 'expression' && tagged.value.k === 'tagged' && text.slice(tagged.value.templateStart, tagged.value.end)).toBe(
      '`x`',
    );
  });

  it('leave parentheses, `!` and satisfies out', () => {
    const text = '((a . b)! satisfies C)';
    expect(sliceOf(text, expressionOf(text))).toBe('a . b');
  });
});

function sliceOf(text: string, node: Expression | undefined): string | undefined {
  return node === undefined ? undefined : text.slice(node.start, node.end);
}
