import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Expression, FileFacts } from '../../core/src/syntax/index.ts';
import { descendants, expressionOf, expressionsOf, factsOf, functionAt, misplaced, placedTree, shapeOf } from './inspect.ts';
import { type Fixture, readFixtures } from './read-fixtures.ts';

const ownSources = fileURLToPath(new URL('../../core/src/syntax/', import.meta.url));
const files: readonly Fixture[] = [
  ...readFixtures(),
  ...readdirSync(ownSources)
    .filter((name) => name !== 'index.ts')
    .map((name) => ({ name, text: readFileSync(`${ownSources}${name}`, 'utf8') })),
];

/** Expressions whose text stands for them on its own: not methods of objects, nor what JSX, enums and namespaces imply. */
function standsAlone(facts: FileFacts, node: Expression, slice: string): boolean {
  switch (node.k) {
    case 'function':
      return ['arrow', 'function'].includes(functionAt(facts, node.fn).kind);
    case 'literal':
      return /^(["'`\d]|true$|false$|null$)/.test(slice);
    case 'object':
      return slice.startsWith('{');
    case 'yield':
    case 'super':
    case 'spread':
    case 'other':
      return false;
    default:
      return true;
  }
}

/** The shape of an expression without the ids that depend on the file around it. */
function meaning(node: Expression): string {
  return JSON.stringify(shapeOf(node), (key, value: unknown) => (['binding', 'fn', 'class'].includes(key) ? undefined : value));
}

describe('missing parts', () => {
  it.each(['x;\n  + b;', 'x;\n // c\n .post(a);', 'f(\n  , a);', 'let\n = 1;', 'a ?\n : b;', 'x = (\n) + 1;', 'a.\n', 'a +\n// c\n'])(
    'of %j stand inside what they are missing from',
    (text) => {
      expect(misplaced(placedTree(factsOf(text)))).toEqual([]);
    },
  );
});

describe.each(files)('$name', ({ name, text }) => {
  const facts = factsOf(text, name);
  const tree = placedTree(facts);

  it('has every node inside its parent', () => {
    expect(misplaced(tree)).toEqual([]);
    expect([tree.start, tree.end]).toEqual([0, text.length]);
  });

  it('mentions every function and class once', () => {
    const what = [...descendants(tree)].map((node) => node.what);
    expect(what.filter((entry) => entry === 'fn')).toHaveLength(facts.functions.length);
    expect(what.filter((entry) => entry === 'class body')).toHaveLength(facts.classes.length);
  });

  it('has expressions whose text reads as themselves', () => {
    const alone = expressionsOf(facts).filter((node) => standsAlone(facts, node, text.slice(node.start, node.end)));
    const differing = alone.filter((node) => meaning(expressionOf(`(${text.slice(node.start, node.end)});`, name)) !== meaning(node));
    expect(differing.map((node) => `${node.k}: ${text.slice(node.start, node.end)}`)).toEqual([]);
    expect(alone.length).toBeGreaterThan(0);
  });

  it('places names where they are written', () => {
    for (const { name: bound, kind, start, end } of facts.bindings) {
      if (kind !== 'default-export') expect(text.slice(start, end)).toBe(bound);
    }
    for (const node of expressionsOf(facts)) {
      if (node.k === 'name') expect(text.slice(node.start, node.end)).toBe(node.name);
      if (node.k === 'member') expect(text.slice(node.propertyStart, node.end)).toBe(node.property);
    }
  });
});
