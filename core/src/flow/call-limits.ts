import { isUnaware } from './unaware.ts';
import type { Closure, Value } from './value.ts';

const deepestCall = 40;
const mostRecursion = 2;
/** So often one run enters the same function; a helper that is called from everywhere has shown by then what it does. */
const mostVisits = 20;
/** Steps that may be taken before calls are no longer followed: by one route, by a module that sets up routes, by any other. */
const budgets = { route: 60_000, setup: 60_000, other: 4_000 } as const;
/**
 * Steps that a route's call may take which is given nothing of the request: what it does is the same for every route, such
 * as to start the application with the first request.
 */
const mostUnaware = 3_000;

export type Budget = keyof typeof budgets;

/** Which calls are followed and which are given up, so that everything ends. */
export class CallLimits {
  private stack: string[] = [];
  /** How often the running route has entered a function. */
  private readonly visits = new Map<string, number>();
  private steps = 0;
  private budget: number = budgets.setup;
  /** Set during a call that is given nothing of the request: the step at which it is no longer followed. */
  private endOfUnaware: number | undefined;

  tick(): void {
    this.steps += 1;
  }

  /** Starts a fresh budget. */
  restart(budget: Budget): void {
    this.steps = 0;
    this.budget = budgets[budget];
    if (budget !== 'route') return;
    this.visits.clear();
    this.endOfUnaware = undefined;
  }

  /** Runs something with a budget of its own. */
  withFreshBudget(body: () => void): void {
    const { steps, endOfUnaware } = this;
    this.steps = 0;
    this.endOfUnaware = undefined;
    body();
    this.steps = steps;
    this.endOfUnaware = endOfUnaware;
  }

  /** Leaves whatever is running, and begins something else; what is given back returns to it. */
  begin(budget: Budget): () => void {
    const { steps, budget: before, endOfUnaware, stack } = this;
    this.stack = [];
    this.endOfUnaware = undefined;
    this.restart(budget);
    return () => {
      this.steps = steps;
      this.budget = before;
      this.endOfUnaware = endOfUnaware;
      this.stack = stack;
    };
  }

  /** Whether calls may still be followed from here. */
  mayEnter(closure: Closure, isRunning: boolean): boolean {
    if (this.steps > Math.min(this.budget, this.endOfUnaware ?? this.budget) || this.stack.length >= deepestCall) return false;
    const id = idOf(closure);
    if (isRunning && (this.visits.get(id) ?? 0) >= mostVisits) return false;
    let times = 0;
    for (const entry of this.stack) if (entry === id) times += 1;
    return times < mostRecursion;
  }

  /** Runs `body`, the closure's, with it on the call stack. */
  enter<T>(closure: Closure, given: readonly Value[], isRunning: boolean, body: () => T): T {
    const { endOfUnaware } = this;
    // What a framework calls is the route itself, whatever it is given.
    if (isRunning && this.stack.length > 0 && isUnaware(closure, given)) this.endOfUnaware ??= this.steps + mostUnaware;
    const id = idOf(closure);
    this.stack.push(id);
    if (isRunning) this.visits.set(id, (this.visits.get(id) ?? 0) + 1);
    try {
      return body();
    } finally {
      this.stack.pop();
      this.endOfUnaware = endOfUnaware;
    }
  }
}

const idOf = ({ file, fn }: Closure): string => `${file}:${fn}`;
