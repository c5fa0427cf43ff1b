/** Time in milliseconds that an analysis may keep the thread before messages are looked at again. */
const sliceMilliseconds = 10;

/** How much longer the next slice is when one has brought little: what was done in vain stays below half of what counts. */
const growth = 4;

/** Cuts a synchronous question into slices by leaving it through its progress callback. Asking again goes on from there
 *  as far as the callee keeps what it has worked out; where it begins again, slices grow, so the work that is done twice
 *  stays in proportion and the question ends in any case. A question like one that was answered in one go gets the time
 *  for that again. */
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
  /** Of the question so far, in all its slices. */
  let spent = 0;
  let furthest = 0;
  let share = 0;
  let wasSlow = false;
  return {
    progress(done) {
      share = done;
      if (now() >= end) throw new SliceOver('The slice is over.');
    },
    ask(question) {
      const start = now();
      end = start + budget;
      share = 0;
      try {
        const answer = question();
        budget = Math.max(sliceMilliseconds, 2 * (now() - start));
        spent = 0;
        furthest = 0;
        wasSlow = false;
        return { done: true, answer };
      } catch (error) {
        if (!(error instanceof SliceOver)) throw error;
        const took = now() - start;
        const isSlow = spent > 0 && (share - furthest) / took <= furthest / spent / 2;
        // One may have been slow because the machine was busy.
        if (isSlow && wasSlow) budget *= growth;
        wasSlow = isSlow;
        spent += took;
        furthest = Math.max(furthest, share);
        return { done: false, share: furthest };
      } finally {
        end = Number.POSITIVE_INFINITY;
      }
    },
  };
}
