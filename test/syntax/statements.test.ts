import { describe, expect, it } from 'vitest';
import { classAt, factsOf, functionAt, functionNamed, moduleBody, shapeOf } from './inspect.ts';

const x = { k: 'name', name: 'x' };
const call = { s: 'expression', value: { k: 'call', callee: { k: 'name', name: 'f' } } };

function body(text: string): unknown {
  return shapeOf(moduleBody(factsOf(text)));
}

/** The two sides of an `if`, whose field `then` is no promise's. */
function branches(then: readonly unknown[], otherwise: readonly unknown[]) {
  return Object.fromEntries([
    ['then', then],
    ['else', otherwise],
  ]);
}

describe('each kind of statement', () => {
  it.each<readonly [string, unknown]>([
    ['f();', [call]],
    ['if (x) f(); else { f(); f(); }', [{ s: 'if', test: x, ...branches([call], [call, call]) }]],
    ['if (x) {}', [{ s: 'if', test: x, ...branches([], []) }]],
    ['while (x) f();', [{ s: 'while', test: x, body: [call] }]],
    ['do { f(); } while (x);', [{ s: 'do-while', test: x, body: [call] }]],
    ['for (;;) f();', [{ s: 'for', init: [], body: [call] }]],
    ['for (f(); x; x) f();', [{ s: 'for', init: [call], test: x, update: x, body: [call] }]],
    [
      'for (let i = 0, j = 1; ; ) {}',
      [
        {
          s: 'for',
          init: [
            { s: 'variable', target: { p: 'bind', name: 'i' } },
            { s: 'variable', target: { p: 'bind', name: 'j' } },
          ],
          body: [],
        },
      ],
    ],
    [
      'for (const [k, v] of x) f();',
      [{ s: 'for-of', target: { p: 'array', elements: [{ name: 'k' }, { name: 'v' }] }, over: x, body: [call], await: false }],
    ],
    ['for await (const k of x) {}', [{ s: 'for-of', target: { p: 'bind', name: 'k' }, over: x, body: [], await: true }]],
    ['for (a.b of x) {}', [{ s: 'for-of', target: { p: 'target', expression: { k: 'member' } }, over: x }]],
    ['for (const k in x) {}', [{ s: 'for-in', target: { p: 'bind', name: 'k' }, over: x }]],
    [
      'try { f(); } catch (e) { f(); } finally { f(); }',
      [{ s: 'try', body: [call], param: { p: 'bind', name: 'e' }, handler: [call], finalizer: [call] }],
    ],
    ['try {} catch { f(); }', [{ s: 'try', body: [], handler: [call] }]],
    ['try {} finally {}', [{ s: 'try', body: [], finalizer: [] }]],
    [
      'switch (x) { case 1: f(); case 2: default: f(); }',
      [{ s: 'switch', value: x, cases: [{ test: { k: 'literal', value: 1 }, body: [call] }, { body: [] }, { body: [call] }] }],
    ],
    ['{ f(); }', [{ s: 'block', body: [call] }]],
    [
      'l: for (;;) { continue l; break; }',
      [{ s: 'labelled', label: 'l', body: [{ s: 'for', body: [{ s: 'continue', label: 'l' }, { s: 'break' }] }] }],
    ],
    ['throw x;', [{ s: 'throw', value: x }]],
    ['with (x) f();', [{ s: 'block', body: [{ s: 'expression', value: x }, call] }]],
    [';debugger;', []],
    [
      'const a = x, { b } = x;',
      [
        { s: 'variable', target: { p: 'bind', name: 'a' }, init: x },
        { s: 'variable', target: { p: 'object' }, init: x },
      ],
    ],
    ['let a: string;', [{ s: 'variable', target: { name: 'a' }, type: { t: 'name', name: 'string' } }]],
    ['interface A {} type B = string; declare function g(): void; import "x";', []],
    ['export = x;', [{ s: 'export-assign', value: x }]],
  ])('%s', (text, expected) => {
    expect(body(text)).toMatchObject(Array.isArray(expected) ? expected : []);
    expect(moduleBody(factsOf(text))).toHaveLength(Array.isArray(expected) ? expected.length : -1);
  });

  it('functions and classes name their binding', () => {
    const facts = factsOf('function f() {} class A {}');
    expect(moduleBody(facts)).toMatchObject([
      { s: 'function', binding: 0, fn: 1 },
      { s: 'class', binding: 1, class: 0 },
    ]);
  });

  it('returns, with and without a value, and of an arrow', () => {
    const facts = factsOf('const f = () => { return; return x; }; const g = () => x;');
    expect(shapeOf(functionNamed(facts, 'f').body)).toMatchObject([
      { s: 'return', implicit: false },
      { s: 'return', value: x, implicit: false },
    ]);
    expect(shapeOf(functionNamed(facts, 'g').body)).toMatchObject([{ s: 'return', value: x, implicit: true }]);
  });

  it('an enum is a variable of an object', () => {
    expect(body("enum E { A, B = 4, C, D = 'd', E, 'F-G' = -2, H }")).toMatchObject([
      {
        s: 'variable',
        target: { p: 'bind', name: 'E' },
        init: {
          k: 'object',
          props: [
            { key: 'A', value: { value: 0 } },
            { key: 'B', value: { value: 4 } },
            { key: 'C', value: { value: 5 } },
            { key: 'D', value: { value: 'd' } },
            { key: 'E', value: { k: 'other' } },
            { key: 'F-G', value: { k: 'unary' } },
            { key: 'H', value: { value: -1 } },
          ],
        },
      },
    ]);
  });

  it('a namespace is a block that ends with what it exports', () => {
    expect(body('namespace N.M { export const a = 1; const b = 2; export function f() {} }')).toMatchObject([
      {
        s: 'block',
        body: [
          {
            s: 'block',
            body: [
              { s: 'variable' },
              { s: 'variable' },
              { s: 'function' },
              { s: 'variable', target: { name: 'M' }, init: { props: [{ key: 'a' }, { key: 'f' }] } },
            ],
          },
          { s: 'variable', target: { name: 'N' }, init: { props: [{ key: 'M' }] } },
        ],
      },
    ]);
    expect(factsOf('namespace N { export const a = 1 }').exports).toEqual([]);
    expect(body('class N {} namespace N { export const a = 1 }')).toMatchObject([
      { s: 'class' },
      { s: 'block', body: [{ s: 'variable', target: { name: 'a' } }] },
    ]);
  });
});

describe('functions', () => {
  it('say how they are called', () => {
    const text = 'export async function f({ a, b = 1 }, [c], d?: string, e = 2, ...g: any[]): Promise<void> { "use server"; "x"; f(); }';
    const fn = functionAt(factsOf(text), 1);
    expect(fn).toMatchObject({ name: 'f', kind: 'function', async: true, generator: false, parent: 0, prologue: ['use server', 'x'] });
    expect(fn.returnType).toMatchObject({ t: 'name', name: 'Promise', args: [{ name: 'void' }] });
    expect(fn.params.map(({ pattern, rest, optional }) => [pattern.p, rest, optional])).toEqual([
      ['object', false, false],
      ['array', false, false],
      ['bind', false, true],
      ['default', false, true],
      ['bind', true, false],
    ]);
    expect(fn.params[4]?.type).toMatchObject({ t: 'array', element: { name: 'any' } });
    expect(text.slice(fn.start, fn.end)).toBe(text);
    expect(text.slice(fn.bodyStart, fn.bodyEnd)).toBe('{ "use server"; "x"; f(); }');
  });

  it('leave `this` types out of their parameters', () => {
    expect(functionAt(factsOf('function f(this: Request, a) {}'), 1).params).toMatchObject([{ pattern: { name: 'a' } }]);
  });

  it('come after the function that contains them', () => {
    const facts = factsOf('function a() { return () => function b() {}; } class C { m() { return () => 1; } f = () => 2; }');
    expect(facts.functions.map((fn) => fn.parent)).toEqual([-1, 0, 1, 2, 0, 4, 0]);
    expect(facts.functions.map((fn) => fn.class)).toEqual([undefined, undefined, undefined, undefined, 0, undefined, 0]);
  });

  it('keep the annotation of a parameter on its binding', () => {
    const facts = factsOf("import type { Request as Rq } from 'express'; function f(req: Rq, n: number = 1) {}");
    expect(facts.bindings.map((binding) => [binding.name, binding.type])).toEqual([
      ['Rq', undefined],
      ['f', undefined],
      ['req', { t: 'name', name: 'Rq', binding: 0, args: [] }],
      ['n', { t: 'name', name: 'number', binding: -1, args: [] }],
    ]);
  });
});

describe('classes', () => {
  it('list their members', () => {
    const facts = factsOf(`
      @Controller('x') export class A<T> extends Base(T) {
        static readonly a: string = 'a';
        b?: number;
        declare c: string;
        #d = () => this.b;
        accessor e = 1;
        [key: string]: unknown;
        constructor(private db: Db, @Inject() readonly log, plain, public override x = 1) { super(); }
        @Get() async m(@Body() body: Dto) {}
        overload(a: string): void;
        overload(a: number): void;
        overload() {}
        abstract open(): void;
        get g() { return 1; }
        set g(v) {}
        static { f(); }
        ['h']() {}
        [i]() {}
      }`);
    const found = classAt(facts, 0);
    expect(found).toMatchObject({ name: 'A', superClass: { k: 'call' }, decorators: [{ k: 'call', callee: { name: 'Controller' } }] });
    expect(found.members.map((member) => [member.kind, member.name, member.static, member.fn !== undefined])).toEqual([
      ['field', 'a', true, false],
      ['field', 'b', false, false],
      ['field', 'c', false, false],
      ['field', '#d', false, false],
      ['field', 'e', false, false],
      ['constructor', 'constructor', false, true],
      ['method', 'm', false, true],
      ['method', 'overload', false, true],
      ['method', 'open', false, false],
      ['getter', 'g', false, true],
      ['setter', 'g', false, true],
      ['static-block', '', true, true],
      ['method', 'h', false, true],
      ['method', '', false, true],
    ]);
    expect(found.members[0]).toMatchObject({ value: { value: 'a' }, type: { name: 'string' } });
    expect(found.members[5]?.parameterFields).toEqual([
      { index: 0, name: 'db' },
      { index: 1, name: 'log' },
      { index: 3, name: 'x' },
    ]);
    expect(found.members[6]?.decorators).toMatchObject([{ k: 'call', callee: { name: 'Get' } }]);
    expect(functionNamed(facts, 'm').params[0]?.decorators).toMatchObject([{ k: 'call', callee: { name: 'Body' } }]);
  });

  it('keep a method that is still being typed', () => {
    const found = classAt(factsOf('class A { @Get() list() \n @Post() create() {} }'), 0);
    expect(found.members.map((member) => [member.name, member.decorators.length])).toEqual([
      ['list', 1],
      ['create', 1],
    ]);
  });
});
