import { constant, type Value } from '../flow/index.ts';
import type { RouteDraft } from './framework.ts';
import type { RouteRun } from './run-route.ts';

/** Methods that one function for all of them may tell apart. HEAD and OPTIONS are answered along with them. */
const told = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * Runs a draft. Of a function for all methods that looks at the request's method, each method that it answers otherwise
 * than one it has never heard of is a route of its own; what it answers whatever the method stays one for all.
 */
export function runByMethods(draft: RouteDraft, run: (draft: RouteDraft) => RouteRun | undefined): readonly RouteRun[] {
  const any = run(draft);
  if (any === undefined || (draft.fallback === true && !succeeds(any))) return [];
  if (draft.methods !== 'any' || !any.events.some((e) => e.kind === 'asks-method')) return [any];
  const rest = run({ ...draft, methods: 'rest' });
  if (rest === undefined) return [any];
  const unnamed = courseOf(rest);
  const named = told.flatMap((method) => run(withMethod(draft, method)) ?? []).filter((one) => courseOf(one) !== unnamed);
  if (named.length === 0) return [any];
  return succeeds(rest) ? [...named, rest] : named;
}

function withMethod({ methods: _methods, ...draft }: RouteDraft, method: string): RouteDraft {
  return { ...draft, method };
}

/** The method of the draft's requests as their code sees it; undefined where it may be any. */
export function methodOf(draft: RouteDraft): Value | undefined {
  if (draft.methods === 'rest') return constant('UNNAMED');
  return draft.method === 'ALL' || draft.methods === 'any' ? undefined : constant(draft.method);
}

/** What happened in a run, to be compared. */
export function courseOf(run: RouteRun): string {
  return run.events
    .map((e) => `${e.kind} ${e.at.file}:${e.at.start} ${e.kind === 'answer' || e.kind === 'rejects' ? e.status : ''}`)
    .join('\n');
}

/** True where the handler answers well; a redirect from what runs before it says nothing of the method. */
export function succeeds(run: RouteRun): boolean {
  const file = run.draft.steps.at(-1)?.at.file;
  return run.events.some((e) => e.kind === 'answer' && (e.status === undefined || e.status < (e.at.file === file ? 400 : 300)));
}
