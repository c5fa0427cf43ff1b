import { describe, expect, it } from 'vitest';
import { bindingNamed, factsOf } from './inspect.ts';

function named(name: string, ...args: readonly unknown[]) {
  return { t: 'name', name, binding: -1, args };
}

const other = { t: 'other' };

describe('annotations', () => {
  it.each<readonly [string, unknown]>([
    ['string', named('string')],
    ['any', named('any')],
    ['unknown', named('unknown')],
    ['undefined', named('undefined')],
    ['null', { t: 'literal', value: null }],
    ["'a'", { t: 'literal', value: 'a' }],
    ['42', { t: 'literal', value: 42 }],
    ['true', { t: 'literal', value: true }],
    ['string[]', { t: 'array', element: named('string') }],
    ['readonly (string)[]', { t: 'array', element: named('string') }],
    ['Array<string>', named('Array', named('string'))],
    ['Promise<Map<string, number>>', named('Promise', named('Map', named('string'), named('number')))],
    ['express.Request<A>', named('express.Request', named('A'))],
    [
      "'a' | 'b' | null",
      {
        t: 'union',
        members: [
          { t: 'literal', value: 'a' },
          { t: 'literal', value: 'b' },
          { t: 'literal', value: null },
        ],
      },
    ],
    [
      '{ a: string; b?: number }',
      {
        t: 'object',
        fields: [
          { name: 'a', optional: false, type: named('string') },
          { name: 'b', optional: true, type: named('number') },
        ],
      },
    ],
    [
      "{ 'x-y': string; m(): void; n }",
      {
        t: 'object',
        fields: [
          { name: 'x-y', optional: false, type: named('string') },
          { name: 'm', optional: false, type: other },
          { name: 'n', optional: false, type: other },
        ],
      },
    ],
    ['{ [key: string]: number }', other],
    ['() => void', other],
    ['A & B', other],
    ['[string, number]', other],
    ['keyof A', other],
    ['typeof x', other],
    ["import('x').A", other],
    ['', other],
  ])('%s', (text, expected) => {
    expect(bindingNamed(factsOf(`let a: ${text};`), 'a').type).toEqual(expected);
  });

  it('lead to the declaration of their first name', () => {
    const facts = factsOf("import express, { Request } from 'express'; class A {} let a: Request, b: express.Request, c: A;");
    const leads = ['a', 'b', 'c'].map((name) => {
      const { type } = bindingNamed(facts, name);
      return type?.t === 'name' ? facts.bindings[type.binding]?.name : undefined;
    });
    expect(leads).toEqual(['Request', 'express', 'A']);
  });

  it('lead to types declared in the file, not to globals of their name', () => {
    const facts = factsOf('interface Request { user: string } function f<Response extends object>(a: Request, b: Response) {}');
    const leads = ['a', 'b'].map((name) => {
      const { type } = bindingNamed(facts, name);
      return type?.t === 'name' ? facts.bindings[type.binding] : undefined;
    });
    expect(leads).toMatchObject([
      { kind: 'type', name: 'Request', type: { t: 'object', fields: [{ name: 'user' }] } },
      { kind: 'type', name: 'Response', scope: 1, type: { t: 'name', name: 'object' } },
    ]);
  });
});

describe('declared types', () => {
  it('hold what they stand for', () => {
    const facts = factsOf(
      'type Id = string; interface User { id: Id; age?: number } interface More extends User { x: 1 } interface Twice { a: 1 } interface Twice { b: 2 }',
    );
    expect(bindingNamed(facts, 'Id').type).toEqual(named('string'));
    expect(bindingNamed(facts, 'User').type).toMatchObject({
      t: 'object',
      fields: [
        { name: 'id', type: { name: 'Id', binding: 0 } },
        { name: 'age', optional: true },
      ],
    });
    expect(bindingNamed(facts, 'More').type).toEqual(other);
    expect(bindingNamed(facts, 'Twice').type).toEqual(other);
  });
});
