import type { State } from './state.ts';

type Job = (state: State) => void;

/**
 * What a program puts off until the code that registers it has come to its end, as plugins are that load one after the
 * other. Code that is itself put off has a list of its own, which is done before the next in the list above.
 */
export class Deferred {
  private readonly lists: Job[][] = [];

  /** Does the job at the end of the running code, or of the part of it that `drain` ends. Nothing is put off while a route runs. */
  add(job: Job): void {
    this.lists.at(-1)?.push(job);
  }

  /** Does now what was put off so far, in order. */
  drain(state: State): void {
    const list = this.lists.at(-1);
    if (list === undefined) return;
    for (let job = list.shift(); job !== undefined; job = list.shift()) job(state);
  }

  /** Runs `body` and then what it has put off. */
  within(state: State, body: () => void): void {
    this.lists.push([]);
    try {
      body();
      state.live = true;
      this.drain(state);
    } finally {
      this.lists.pop();
    }
  }
}
