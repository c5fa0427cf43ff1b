import type { RouteRun } from '../../frameworks/run-route.ts';
import type { Location } from '../../model/index.ts';

/** Where a route takes the caller from something that nobody has verified. */
export interface UnverifiedIdentity {
  readonly at: Location;
  readonly what: string;
  readonly use?: { readonly at: Location; readonly what: string };
}

/**
 * A token or a cookie that is read without being verified, where the route tests it and nothing else of the caller, or
 * where what it says decides whose data is looked up or kept.
 */
export function unverifiedIdentity(run: RouteRun): UnverifiedIdentity | undefined {
  if (run.verdict !== 'unknown' && run.verdict !== 'none') return undefined;
  if (run.events.some((e) => e.kind === 'unknown-call')) return undefined;
  // A token that says whose key it was signed with is verified afterwards.
  const first = run.events.findIndex((e) => e.kind === 'unverified-test' || (e.kind === 'store' && e.byUnverified !== undefined));
  if (first >= 0 && run.events.slice(first).some((e) => e.kind === 'verified')) return undefined;
  const store = run.events.find((e) => e.kind === 'store' && e.byUnverified !== undefined);
  const use = store?.kind === 'store' ? { at: store.at, what: `\`${store.callee}\`` } : undefined;
  const refuses = run.events.some((e) => e.kind === 'rejects');
  const tested = run.unverified ?? (refuses ? run.events.find((e) => e.kind === 'unverified-test') : undefined);
  if (tested !== undefined && 'what' in tested)
    return { at: tested.at, what: tested.what.replace('a token decoded, not verified, by ', ''), ...(use !== undefined && { use }) };
  return store?.kind === 'store' && store.byUnverified !== undefined && use !== undefined
    ? { at: store.at, what: `\`${store.byUnverified}\``, use }
    : undefined;
}
