import { expect, test } from 'vitest';
import { SetupStore, type Store } from '../../core/src/flow/state.ts';
import { constant, findString } from '../../core/src/flow/value.ts';

/** A repeatable sequence of numbers below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

const cells = ['v1:0', 'v1:1', 'o1.name', 'o2.name', 'o2.id'];

interface Pair {
  readonly store: Store;
  readonly model: Map<string, string>;
}

test('every fork keeps its own cells, in whatever order they are set, forked and read', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = numbers(seed);
    const setup = new SetupStore();
    setup.set('v1:0', constant('setup'));
    const pairs: Pair[] = [{ store: setup.fork(), model: new Map([['v1:0', 'setup']]) }];
    for (let step = 0; step < 200; step++) {
      const pair = pairs[next(pairs.length)];
      const cell = cells[next(cells.length)];
      if (pair === undefined || cell === undefined) throw new Error('There is always a store and a cell.');
      if (next(4) === 0 && pairs.length < 12) {
        pairs.push({ store: pair.store.fork(), model: new Map(pair.model) });
      } else {
        pair.store.set(cell, constant(`${seed}.${step}`));
        pair.model.set(cell, `${seed}.${step}`);
      }
      const other = pairs[next(pairs.length)] ?? pair;
      for (const name of cells) {
        const value = other.store.get(name);
        expect(value === undefined ? undefined : findString(value)).toBe(other.model.get(name));
      }
    }
  }
});

test('a fork of the setup sees what a module that runs meanwhile sets, unless it has set it itself', () => {
  const setup = new SetupStore();
  const fork = setup.fork();
  fork.set('o1.name', constant('own'));
  setup.set('o1.name', constant('setup'));
  setup.set('o1.id', constant('late'));
  expect(findString(fork.get('o1.name') ?? constant(0))).toBe('own');
  expect(findString(fork.get('o1.id') ?? constant(0))).toBe('late');
});

test('a join has what either branch may have set, and nothing of cells that nobody can read', () => {
  const setup = new SetupStore();
  const store = setup.fork();
  store.set('v1:0', constant('before'));
  const [left, right] = [store.fork(), store.fork()];
  left.set('v1:0', constant('left'));
  left.set('v2:0', constant('gone'));
  right.set('v1:1', constant('right'));
  expect([...store.join([left, right], 'v2:')].sort()).toEqual(['v1:0', 'v1:1']);
  expect(store.get('v1:0')?.shapes).toEqual([...constant('left').shapes, ...constant('before').shapes]);
  expect(store.get('v1:1')?.shapes).toEqual(constant('right').shapes);
  expect(store.get('v2:0')).toBeUndefined();
});
