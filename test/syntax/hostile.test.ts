import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFacts, parseFacts, serialiseFacts } from '../../core/src/syntax/index.ts';
import { expressionsOf, factsOf, misplaced, moduleBody, placedTree } from './inspect.ts';
import { readFixtures } from './read-fixtures.ts';

const nests: readonly (readonly [string, (depth: number) => string])[] = [
  ['chained +', (n) => `x = ${Array(n).fill('a').join(' + ')};`],
  ['chained &&', (n) => `x = ${Array(n).fill('a').join(' && ')};`],
  ['commas', (n) => `${Array(n).fill('a').join(', ')};`],
  ['powers', (n) => `${'a ** '.repeat(n)}b;`],
  ['chained calls', (n) => `a${'.b(() => c())'.repeat(n)};`],
  ['indexes', (n) => `a${'[0]'.repeat(n)};`],
  ['exclamation marks', (n) => `a${'!'.repeat(n)};`],
  ['nested calls', (n) => `${'f('.repeat(n)}${')'.repeat(n)};`],
  ['nested arrays', (n) => `x = ${'['.repeat(n)}${']'.repeat(n)};`],
  ['nested objects', (n) => `x = ${'{ a: '.repeat(n)}1${'}'.repeat(n)};`],
  ['nested patterns', (n) => `let ${'{ a: '.repeat(n)}b${'}'.repeat(n)} = c;`],
  ['nested templates', (n) => `x = ${`\`\${`.repeat(n)}1${'}`'.repeat(n)};`],
  ['nested JSX', (n) => `x = ${'<a>'.repeat(n)}${'</a>'.repeat(n)};`],
  ['nested blocks with var', (n) => `${'{ var a; '.repeat(n)}${'}'.repeat(n)}`],
  ['nested functions', (n) => `${'function f() { '.repeat(n)}${'}'.repeat(n)}`],
  ['nested classes', (n) => `${'class A { x = class { y = '.repeat(n)}1${'} }'.repeat(n)}`],
  ['arrows', (n) => `${'a => '.repeat(n)}1;`],
  ['assignments', (n) => `${'a = '.repeat(n)}1;`],
  ['conditionals', (n) => `${'a ? b : '.repeat(n)}c;`],
  ['negations', (n) => `${'!'.repeat(n)}x;`],
  ['else if', (n) => `${'if (a) {} else '.repeat(n)}{}`],
  ['types', (n) => `let x: ${'A<'.repeat(n)}B${'>'.repeat(n)};`],
  ['qualified types', (n) => `let x: ${Array(n).fill('A').join('.')};`],
  ['qualified namespaces', (n) => `namespace ${Array(n).fill('A').join('.')} {}`],
  ['open brackets', (n) => '('.repeat(n)],
  ['open functions', (n) => 'function f() { if (a) { '.repeat(n)],
  ['decorators', (n) => `${'@'.repeat(n)}x class A {}`],
];

describe('deep nesting', () => {
  it.each(nests)('of %s neither throws nor makes facts too deep to store', (_name, nest) => {
    for (const depth of [300, 1000, 5000]) {
      const facts = factsOf(`before(1);\n${nest(depth)}`, 'deep.tsx');
      const serialised = serialiseFacts(facts);
      const read = parseFacts(serialised);
      expect(read !== undefined && serialiseFacts(read) === serialised).toBe(true);
    }
  });

  it('in a chain loses no operand', () => {
    const operands = Array.from({ length: 5000 }, (_, index) => `a${index}`);
    const facts = factsOf(`const sql = ${operands.join(' + ')}; after();`);
    const names = expressionsOf(facts).flatMap((node) => (node.k === 'name' ? [node.name] : []));
    expect(names).toEqual([...operands, 'after']);
    expect(facts.parseErrors).toBe(0);
  });

  it('in a fluent chain loses no argument', () => {
    const facts = factsOf(`app${Array.from({ length: 3000 }, (_, index) => `.get('/${index}', () => ${index})`).join('')};`);
    expect(facts.functions).toHaveLength(3001);
  });

  it('loses what is too deep and says so, and keeps what follows', () => {
    const facts = factsOf(`first(); ${'f('.repeat(5000)}${')'.repeat(5000)}; last();`);
    expect(facts.parseErrors).toBeGreaterThan(0);
    const names = expressionsOf(facts).flatMap((node) => (node.k === 'name' ? [node.name] : []));
    expect(names.at(0)).toBe('first');
    expect(names.at(-1)).toBe('last');
    expect(names.filter((name) => name === 'f').length).toBeGreaterThan(100);
  });

  it('beyond the parser counts as an error', () => {
    expect(factsOf('!'.repeat(100_000))).toMatchObject({ parseErrors: 1, bindings: [], functions: [{ kind: 'module', body: [] }] });
  });
});

describe('text of any kind', () => {
  const samples = [
    '',
    '\ufeff',
    '\0',
    '\ud800',
    '#!',
    '//',
    '/*',
    '`',
    '"',
    "'",
    '/',
    '<',
    '<!--',
    '@',
    '\u2028',
    '}',
    ')',
    '*/',
    '\\',
    '\\u{110000}',
    'import',
    'export default',
    '<<<<<<< HEAD\nf();\n=======\ng();\n>>>>>>> x',
  ];

  it.each(samples)('%j', (text) => {
    for (const extension of ['ts', 'tsx', 'js', 'jsx', 'mts', 'cts', 'mjs', 'cjs', 'unknown']) {
      const facts = buildFacts(`file.${extension}`, text);
      expect(parseFacts(serialiseFacts(facts))).toEqual(facts);
    }
  });

  it('keeps both sides of a merge conflict', () => {
    const facts = factsOf('<<<<<<< HEAD\nf();\n=======\ng();\n>>>>>>> x\nh();');
    expect(expressionsOf(facts).flatMap((node) => (node.k === 'name' ? [node.name] : []))).toEqual(expect.arrayContaining(['f', 'h']));
  });

  it('does not depend on the kind of line break', () => {
    const text = 'import a from "x";\nconst f = async (b) => {\n  // routewarden-x\n  await a(b);\n};\n';
    const facts = factsOf(text);
    const windows = text.replaceAll('\n', '\r\n');
    const other = factsOf(windows);
    expect(other.lineStarts).toHaveLength(facts.lineStarts.length);
    const calls = expressionsOf(other).filter((node) => node.k === 'call');
    expect(calls.map((node) => windows.slice(node.start, node.end))).toEqual(['a(b)']);
    expect(other.directives).toMatchObject([{ text: 'routewarden-x', line: 2, ownLine: true }]);
  });
});

describe('fixtures with stray tokens in them', () => {
  const tokens =
    '{ } ( ) [ ] ; , . ?. => = + @ ` ${ " \' / < > # ... ? : ! class function import export default async await enum namespace const var if for try switch case new this as static get type interface // /* */ <a> 1'.split(
      ' ',
    );
  const fixtures = readFixtures();

  it('yield facts that are whole', () => {
    const soup = fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        soup,
        ({ name, text }, share, removed, added) => {
          const at = Math.floor(share * text.length);
          const broken = `${text.slice(0, at)}${added.join(' ')}${text.slice(at + removed)}`;
          const facts = buildFacts(name, broken);
          expect(misplaced(placedTree(facts))).toEqual([]);
          for (const binding of facts.bindings) {
            if (binding.kind !== 'default-export') expect(broken.slice(binding.start, binding.end)).toBe(binding.name);
          }
          const serialised = serialiseFacts(facts);
          const read = parseFacts(serialised);
          expect(read !== undefined && serialiseFacts(read) === serialised).toBe(true);
        },
      ),
      { numRuns: 200, seed: 20 },
    );
  });
});

describe('large files', () => {
  it('of 5 MB are read whole', () => {
    const route =
      "app.get('/items/:id', async (req, res) => {\n  const rows = await db.query(`SELECT ${req.params.id}`);\n  res.json(rows);\n});\n";
    const count = Math.ceil(5_000_000 / route.length);
    const facts = factsOf(route.repeat(count));
    expect(moduleBody(facts).length).toBe(count);
    expect(facts.functions.length).toBe(count + 1);
    expect(facts.parseErrors).toBe(0);
  });

  it('on one line are read whole', () => {
    const facts = factsOf('f(a,"b",[1,2,3],{c:d});'.repeat(50_000));
    expect(moduleBody(facts).length).toBe(50_000);
    expect(facts.lineStarts).toEqual([0]);
  });
});
