import { describe, expect, test } from 'vitest';
import { createSlicer } from '../../server/src/folder/slices.ts';

/** A clock that a test moves. */
function createClock() {
  let now = 0;
  return {
    now: () => now,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

/** Asks until there is an answer, and says how many slices it took. */
function askToEnd<T>(slicer: ReturnType<typeof createSlicer>, question: () => T): { readonly answer: T; readonly slices: number } {
  for (let slices = 1; ; slices++) {
    const slice = slicer.ask(question);
    if (slice.done) return { answer: slice.answer, slices };
  }
}

describe('a question in slices', () => {
  test('goes on where it was left', () => {
    const clock = createClock();
    const slicer = createSlicer(clock.now);
    const worked: number[] = [];
    const { answer, slices } = askToEnd(slicer, () => {
      for (let file = worked.length; file < 100; file++) {
        slicer.progress(file / 100);
        clock.pass(1);
        worked.push(file);
      }
      return 'all read';
    });
    expect(answer).toBe('all read');
    expect(worked).toEqual([...Array(100).keys()]);
    expect(slices).toBe(10);
  });

  test('ends although every slice starts from nothing, and does not do much twice', () => {
    const clock = createClock();
    const slicer = createSlicer(clock.now);
    const { answer } = askToEnd(slicer, () => {
      for (let file = 0; file < 1000; file++) {
        slicer.progress(file / 1000);
        clock.pass(1);
      }
      return 'linked';
    });
    expect(answer).toBe('linked');
    expect(clock.now()).toBeLessThan(4000);
  });

  test('ends although it never gets any further', () => {
    const clock = createClock();
    const slicer = createSlicer(clock.now);
    const { answer } = askToEnd(slicer, () => {
      for (let step = 0; step < 1000; step++) {
        slicer.progress(0);
        clock.pass(1);
      }
      return 'linked';
    });
    expect(answer).toBe('linked');
  });

  test('is answered in one go when it took about as long before', () => {
    const clock = createClock();
    const slicer = createSlicer(clock.now);
    const question = () => {
      for (let file = 0; file < 60; file++) {
        slicer.progress(file / 60);
        clock.pass(1);
      }
    };
    askToEnd(slicer, question);
    expect(askToEnd(slicer, question).slices).toBe(1);
  });

  test('says how much is done', () => {
    const clock = createClock();
    const slicer = createSlicer(clock.now);
    const slice = slicer.ask(() => {
      slicer.progress(0.25);
      clock.pass(20);
      slicer.progress(0.5);
    });
    expect(slice).toEqual({ done: false, share: 0.5 });
  });

  test('passes errors on', () => {
    const slicer = createSlicer();
    expect(() =>
      slicer.ask(() => {
        throw new Error('a defect');
      }),
    ).toThrow('a defect');
  });

  test('outside of a slice progress never interrupts', () => {
    const clock = createClock();
    const slicer = createSlicer(clock.now);
    slicer.ask(() => undefined);
    clock.pass(1_000_000);
    expect(() => slicer.progress(0.9)).not.toThrow();
  });
});
