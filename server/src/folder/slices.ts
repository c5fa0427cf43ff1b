/** Time in milliseconds that an analysis may keep the thread before messages are looked at again. */
const sliceMilliseconds = 10;

/** Cuts a synchronous question into slices by leaving it through its progress callback. Asking again goes on from
 *  there, as long as the callee keeps what it has worked out; where it does not, each slice is twice as long as the one
 *  before, so the question ends in any case. */
export interface Slicer {
  /** For the callee's progress callback; throws when the slice is over. Does nothing outside of `ask`. */
  progress(done: number): void;
  /** Asks for one slice's time. Throws what `question` throws. */
  ask<T>(question: () => T): Slice<T>;
}

export type Slice<T> = { readonly done: true; readonly answer: T } | { readonly done: false; readonly share: number };

class SliceOver extends Error {
  override readonly name = 'SliceOver';
}

export function createSlicer(now: () => number = () => performance.now()): Slicer {
  let end = Number.POSITIVE_INFINITY;
  let budget = sliceMilliseconds;
  let furthest = 0;
  let share = 0;
  return {
    progress(done) {
      share = done;
      if (now() >= end) throw new SliceOver('The slice is over.');
    },
    ask(question) {
      end = now() + budget;
      share = 0;
      try {
        const answer = question();
        budget = sliceMilliseconds;
        furthest = 0;
        return { done: true, answer };
      } catch (error) {
        if (!(error instanceof SliceOver)) throw error;
        if (share <= furthest) budget *= 2;
        furthest = Math.max(furthest, share);
        return { done: false, share: furthest };
      } finally {
        end = Number.POSITIVE_INFINITY;
      }
    },
  };
}
