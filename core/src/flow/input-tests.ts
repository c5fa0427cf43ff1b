import type { Danger } from '../libraries/index.ts';
import { settledBy, unseen, without } from './addresses.ts';
import { noteNames } from './inherited.ts';
import type { State } from './state.ts';
import { constant, findConstant, findPrefix, findString, type Narrowing, type Taint, type Value } from './value.ts';

/**
 * What tests show of an input, whichever copy of it they look at: `new URL(req.body.url).host` is tested and `req.body.url`
 * contacted. Kept in cells of their own, one for an input and a danger.
 */
const cellOfTest = (danger: Shown, { part, path }: Taint): string => `!${danger} ${part}.${path}`;

/** What tests can show: that a danger is not there, or of a path that it does not begin with two slashes. */
type Shown = Danger | 'slashes';

/** Dangers that tests of a copy can rule out. */
const testable: readonly Shown[] = ['path', 'url', 'redirect', 'slashes', 'keys', 'html', 'header', 'log'];

/** A test has shown on every way here that the input holds no such danger. */
export function isShown(state: Pick<State, 'store'>, taint: Taint, danger: Danger): boolean {
  // A path on the same host, and not the host of a URL without a scheme.
  if (danger === 'redirect' && hasShown(state, taint, 'url') && hasShown(state, taint, 'slashes')) return true;
  return hasShown(state, taint, danger);
}

function hasShown(state: Pick<State, 'store'>, taint: Taint, what: Shown): boolean {
  if (!testable.includes(what)) return false;
  const shown = state.store.get(cellOfTest(what, taint));
  return shown !== undefined && findConstant(shown)?.value === true;
}

/** What is read here, or stands here where ways meet, without the dangers that tests have ruled out by now: later they are not known any more. */
export function asTested(value: Value, state: Pick<State, 'store'>): Value {
  if (value.taints.length === 0) return value;
  const ruledOut = (taint: Taint): readonly Danger[] =>
    (['path', 'url', 'redirect', 'html', 'header', 'log'] as const).filter(
      (danger) => !taint.cleared.has(danger) && isShown(state, taint, danger),
    );
  return value.taints.some((taint) => ruledOut(taint).length > 0)
    ? { ...value, taints: value.taints.map((taint) => without(taint, ruledOut(taint))) }
    : value;
}

/** What a test shows where it turns out so. */
export function showing(taints: readonly Taint[], dangers: readonly Shown[], state: State): readonly Narrowing[] {
  return taints.flatMap((taint) =>
    dangers.map((danger) => {
      const cell = cellOfTest(danger, taint);
      // Where it turns out otherwise, nothing is shown: what is joined later has to know.
      if (state.store.get(cell) === undefined) state.store.set(cell, constant(false));
      return { cell, value: constant(true) };
    }),
  );
}

/** What holds from here on, whichever way a test turns out. */
export function shownFromHere(taints: readonly Taint[], danger: Danger, state: State): void {
  for (const taint of taints) state.store.set(cellOfTest(danger, taint), constant(true));
}

/** The host of an address is looked into by code that cannot be judged: ranges of addresses, a resolver. */
export function lookIntoHosts(values: readonly Value[], state: State): void {
  for (const taint of values.flatMap((value) => value.taints))
    if (taint.host === true) for (const danger of ['url', 'redirect'] as const) state.store.set(cellOfTest(danger, taint), constant(true));
}

/** `url.host === 'api.example.com'`, `hosts.includes(url.host)`. */
export const showingHost = (value: Value, state: State): readonly Narrowing[] =>
  showing(
    value.taints.filter((taint) => taint.host === true),
    ['url', 'redirect'],
    state,
  );

/** `path.startsWith(root)`, `name.includes('..')`, `url.startsWith('https://api.example.com/')`, `host.endsWith('.example.com')`. */
export function testOfText(name: string, tested: Value, item: Value, state: State): Value['narrows'] {
  if (tested.taints.length === 0 || item.taints.length > 0) return undefined;
  const known = findString(item);
  noteNames(tested, [known], state);
  if (name === 'endsWith') return outcome(showingHost(tested, state), []);
  // `!next.startsWith('//')`; `/^\/[^/\\]/` is for those who know of browsers that take `\` for `/`.
  const isDouble = known !== undefined && /^(?:\/\/|\/\\|\\)/.test(known);
  if (isDouble || known === '://') return outcome([], showing(tested.taints, ['slashes'], state));
  if (name === 'includes' || name === 'indexOf')
    return known === '..' || known === '../' || known === '/' ? outcome([], showing(tested.taints, ['path'], state)) : undefined;
  if (name !== 'startsWith') return undefined;
  const resolved = tested.taints.filter((taint) => taint.resolved === true);
  if (known === '..' || known === '../') return outcome([], showing(resolved, ['path'], state));
  const settled = settledBy(known ?? `${findPrefix(item) ?? ''}${unseen}`);
  lookIntoHosts([tested], state);
  // `url.startsWith('http://127.0.0.1:')`: what is left is the port, or what a test for `@` is about.
  if (/^https?:\/\/[^/:@]+:$/.test(known ?? '')) return outcome(showing(tested.taints, ['redirect'], state), []);
  return outcome([...showing(resolved, ['path'], state), ...showing(tested.taints, settled, state)], []);
}

function outcome(truthy: readonly Narrowing[], falsy: readonly Narrowing[]): Value['narrows'] {
  return truthy.length + falsy.length === 0 ? undefined : { truthy, falsy };
}

/** What the ways out of a function have shown about its arguments where it returns something truthy, or falsy. */
export function shownByExits(
  taints: readonly Taint[],
  exits: readonly { readonly value: Value; readonly state: State }[],
  truthy: boolean,
): readonly Narrowing[] {
  if (exits.length === 0) return [];
  return taints.flatMap((taint) =>
    testable.flatMap((danger) => {
      const cell = cellOfTest(danger, taint);
      const isTold = exits.every(
        ({ value, state }) =>
          (truthy ? value.narrows?.truthy : value.narrows?.falsy)?.some((narrowing) => narrowing.cell === cell) === true ||
          hasShown(state, taint, danger),
      );
      return isTold ? [{ cell, value: constant(true) }] : [];
    }),
  );
}

/** What a pattern that matches, or does not, shows of where an address leads: `/^\/(?!\/)/`, `/^https:\/\/example\.com\//`. */
export function testOfAddress(pattern: string, tested: Value, state: State): NonNullable<Value['narrows']> {
  const plain = pattern.replaceAll('\\/', '/').replaceAll('[/]', '/');
  const showsHere = (what: readonly Shown[]): readonly Narrowing[] => showing(tested.taints, what, state);
  if (!plain.startsWith('^')) return { truthy: [], falsy: [] };
  // `/^(?:[a-z]+:)?\/\//` tells absolute addresses from paths, `/^\/\//` those without a scheme.
  const isAbsolute = plain.includes('//') && (plain.includes(':)?') || plain.includes('|//'));
  const isDouble = plain.startsWith('^//') || plain.startsWith('^[/\\\\]');
  const isLocal = /^\^\/(?:\(\?!|\[|\\w|\\d|\w|\$|\(\?:\[)/.test(plain);
  const namesHost = /^\^(?:\(\?:)?https?\??:.*\w\\\./.test(plain);
  return {
    truthy: isLocal || namesHost ? showsHere(['url', 'redirect']) : plain.startsWith('^/') ? showsHere(['url']) : [],
    falsy: isAbsolute ? showsHere(['slashes', 'redirect']) : isDouble ? showsHere(['slashes']) : [],
  };
}
