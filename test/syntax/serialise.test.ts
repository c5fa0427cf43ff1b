import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsVersion, parseFacts, serialiseFacts } from '../../core/src/syntax/index.ts';
import { factsOf } from './inspect.ts';
import { readFixtures } from './read-fixtures.ts';

const small = 'import x from "y"; export const f = (a: string = `b${1e999}`, [c, , ...d]) => ({ [a]: x, ...c }); class A { b = 1 }';

describe('serialised facts', () => {
  it.each(readFixtures())('of $name read back equal', ({ name, text }) => {
    const facts = factsOf(text, name);
    expect(parseFacts(serialiseFacts(facts))).toEqual(facts);
  });

  it.each(['', 'f(', small, '"\\ud800"', '1e999', 'a?.b<c>(d)', '\u2028', 'for (const of x) {}', 'new.target'])(
    'of %j read back equal',
    (text) => {
      const facts = factsOf(text);
      expect(parseFacts(serialiseFacts(facts))).toEqual(facts);
    },
  );

  it('are small', () => {
    for (const { name, text } of readFixtures()) expect(serialiseFacts(factsOf(text, name)).length).toBeLessThan(text.length * 6);
  });

  it.each(['', 'null', '{}', '[]', '[1]', '"x"', '[1,0,0,0,[]]', `[${factsVersion},0,0,0,null]`, `[${'['.repeat(100_000)}`])(
    'are not %.20s',
    (text) => {
      expect(parseFacts(text)).toBeUndefined();
    },
  );

  it('of another version are refused', () => {
    const serialised = serialiseFacts(factsOf(small));
    expect(serialised.startsWith(`[${factsVersion},`)).toBe(true);
    expect(parseFacts(serialised.replace(`[${factsVersion},`, `[${factsVersion + 1},`))).toBeUndefined();
  });

  it('that are cut off are refused', () => {
    const serialised = serialiseFacts(factsOf(small));
    for (let length = 0; length < serialised.length; length++) expect(parseFacts(serialised.slice(0, length))).toBeUndefined();
  });

  it('with any one value replaced are refused, or name only what is there', () => {
    const serialised: unknown = JSON.parse(serialiseFacts(factsOf(small)));
    const paths = leafPaths(serialised);
    expect(paths.length).toBeGreaterThan(150);
    fc.assert(
      fc.property(fc.nat(paths.length - 1), fc.constantFrom<unknown>(-2, 1.5, 1e9, null, 'x', true, [], {}, [[]]), (index, value) => {
        const facts = parseFacts(JSON.stringify(replaced(serialised, paths[index] ?? [], value)));
        if (facts === undefined) return;
        expect(facts.functions.every((fn, id) => fn.parent < id)).toBe(true);
        expect(facts.exports.every((entry) => entry.kind !== 'local' || entry.binding < facts.bindings.length)).toBe(true);
        expect(serialiseFacts(facts)).toContain(`[${factsVersion},`);
      }),
      { numRuns: 3000 },
    );
  });

  it('with an id out of range are refused', () => {
    const serialised = serialiseFacts(factsOf('const a = 1; f(a, () => 1);'));
    const name = '"a",0]';
    expect(serialised).toContain(name);
    expect(parseFacts(serialised.replaceAll(name, '"a",1]'))).toBeUndefined();
  });
});

type Path = readonly number[];

function leafPaths(json: unknown, path: Path = []): readonly Path[] {
  return Array.isArray(json) ? json.flatMap((entry, index) => leafPaths(entry, [...path, index])) : [path];
}

function replaced(json: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || !Array.isArray(json)) return value;
  return json.map((entry: unknown, index) => (index === first ? replaced(entry, rest, value) : entry));
}
