import { describe, expect, it } from 'vitest';
import { expressionsOf, factsOf } from './inspect.ts';
import { readFixtures } from './read-fixtures.ts';

interface Break {
  readonly at: number;
  /** Number of characters of the text that are gone. */
  readonly removed: number;
  readonly added: string;
}

type Way = readonly [name: string, breaks: (text: string) => readonly Break[]];

/** Every place where `pattern` matches loses it. */
function without(pattern: RegExp): (text: string) => readonly Break[] {
  return (text) => [...text.matchAll(pattern)].map((match) => ({ at: match.index, removed: match[0].length, added: '' }));
}

/** `added` is typed behind every match of `pattern`. */
function typedAfter(pattern: RegExp, added: string): (text: string) => readonly Break[] {
  return (text) => [...text.matchAll(pattern)].map((match) => ({ at: match.index + match[0].length, removed: 0, added }));
}

/** Ends of lines that end a statement, where one starts the next. */
const statementEnd = /;(?=\r?\n)/g;
const lineEnd = /(?=\r?\n)/g;

const ways: readonly Way[] = [
  ['a `}` is missing', without(/\}/g)],
  ['a `{` is missing', without(/\{/g)],
  ['a `)` is missing', without(/\)/g)],
  ['a `(` is missing', without(/\(/g)],
  ['a `]` is missing', without(/\]/g)],
  ['a `;` is missing', without(/;/g)],
  ['a `,` is missing', without(/,/g)],
  ['a quote is missing', without(/['"](?=[,);\n])/g)],
  ['a line is gone', without(/^.*$/gm)],
  ['the end of a line is gone', without(/(?<=\S{3}.*).{1,8}$/gm)],
  ['a word is cut short', without(/(?<=\w{2})\w+/g)],
  ['a `.` is typed', typedAfter(statementEnd, '\n  res.')],
  ['a call is typed', typedAfter(statementEnd, '\n  fresh(')],
  ['a string is typed', typedAfter(statementEnd, "\n  fresh('")],
  ['an object is typed', typedAfter(statementEnd, '\n  fresh({ a: ')],
  ['a declaration is typed', typedAfter(statementEnd, '\n  const ')],
  ['an `if` is typed', typedAfter(statementEnd, '\n  if (')],
  ['an arrow is typed', typedAfter(statementEnd, '\n  fresh((a) =>')],
  ['an operator is typed', typedAfter(lineEnd, ' +')],
  ['an import is typed', typedAfter(/^import .*;$/gm, '\nimport { ')],
  ['a decorator is typed', typedAfter(/\n(?= {2}(async|list|create|find|get|set))/g, '  @Use(\n')],
];

interface Call {
  readonly start: number;
  readonly end: number;
  readonly callee: string;
}

function callsOf(name: string, text: string): readonly Call[] {
  return expressionsOf(factsOf(text, name)).flatMap((node) =>
    node.k === 'call' ? [{ start: node.start, end: node.end, callee: text.slice(node.callee.start, node.callee.end) }] : [],
  );
}

/** How many calls a break ought to leave alone, those that neither contain it nor share its line, and how many it did. */
function survival(
  name: string,
  text: string,
  calls: readonly Call[],
  { at, removed, added }: Break,
): { readonly before: number; readonly after: number } {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const nextLine = text.indexOf('\n', at + removed);
  const lineStop = nextLine === -1 ? text.length : nextLine;
  const elsewhere = calls.filter((call) => call.end <= lineStart || call.start >= lineStop);
  const shift = added.length - removed;
  const broken = text.slice(0, at) + added + text.slice(at + removed);
  const left = new Set(callsOf(name, broken).map((call) => `${call.start} ${call.callee}`));
  const after = elsewhere.filter((call) => left.has(`${call.start >= lineStop ? call.start + shift : call.start} ${call.callee}`));
  return { before: elsewhere.length, after: after.length };
}

/** At most thirty of the breaks, from all over the file. */
function spread(breaks: readonly Break[]): readonly Break[] {
  const step = Math.max(1, Math.floor(breaks.length / 30));
  return breaks.filter((_, index) => index % step === 0);
}

describe('calls elsewhere in the file survive when', () => {
  const fixtures = readFixtures().map((fixture) => ({ ...fixture, calls: callsOf(fixture.name, fixture.text) }));

  it.each(ways)('%s', (_name, breaks) => {
    let before = 0;
    let after = 0;
    for (const { name, text, calls } of fixtures) {
      for (const point of spread(breaks(text))) {
        const found = survival(name, text, calls, point);
        before += found.before;
        after += found.after;
      }
    }
    expect(before).toBeGreaterThan(20);
    expect(after / before).toBeGreaterThanOrEqual(0.95);
  });
});

describe('a file that is cut off anywhere', () => {
  it.each(readFixtures())('yields facts: $name', ({ name, text }) => {
    for (let length = 0; length < text.length; length += 7) {
      const facts = factsOf(text.slice(0, length), name);
      expect(facts.functions[0]?.end).toBe(length);
      expect(facts.bindings.every((binding) => binding.name !== '')).toBe(true);
    }
  });
});

describe('while a name is being typed', () => {
  it('the rest of the chain and the next statement stay', () => {
    const calls = callsOf('a.ts', 'app.\n  get(a);\nconst b = req.\nconst c = f(req.body.);\ng(');
    expect(calls.map((call) => call.callee)).toEqual(['app.\n  get', 'f', 'g']);
  });

  it('a route inside an unfinished object stays', () => {
    const calls = callsOf('a.ts', "const config = { port: \napp.get('/x', handler);\napp.post('/y', handler);");
    expect(calls.map((call) => call.callee)).toEqual([
      'app.get',
      '.post', // missed: TypeScript takes the second `app` for a property of the object.
    ]);
  });
});
