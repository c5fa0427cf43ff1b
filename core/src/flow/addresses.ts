import type { Danger } from '../libraries/index.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { anything, findConstant, findPrefix, type Taint, type Value } from './value.ts';

/** Stands for what is not known in the text before a value. */
export const unseen = '\uFFFC';

/** A scheme, and a host that has not ended: what follows says where the address leads. */
const openHost = /^\s*(?:[\w+.\uFFFC-]*:)?[\\/]{2}(?:[^/?#\\]*[^/?#\\\uFFFC])?$/;

/**
 * What text that stands before a value leaves no room for: after `https://host/` the value chooses no host, after `https://` it
 * does. Text that begins with something unknown counts as an address that someone else chose.
 */
export function settledBy(before: string): readonly Danger[] {
  if (before.trim() === '' || /^\s*[\w+.\uFFFC-]*:$/.test(before) || openHost.test(before)) return [];
  return /^[\\/]$/.test(before) ? ['url'] : ['url', 'redirect'];
}

/** The parts of a text, each without the dangers that the text before it leaves no room for. */
export function settledParts(quasis: readonly string[], holes: readonly Value[]): readonly Value[] {
  if (!holes.some((hole) => hole.taints.length > 0)) return holes;
  let before = quasis[0] ?? '';
  return holes.map((hole, index) => {
    const settled = hole.taints.length === 0 ? [] : settledBy(before);
    const known = findConstant(hole);
    before += known === undefined ? `${findPrefix(hole) ?? ''}${unseen}` : String(known.value);
    before += quasis[index + 1] ?? '';
    return settled.length === 0 ? hole : { ...hole, taints: hole.taints.map((taint) => without(taint, settled)) };
  });
}

/** The input without these dangers. */
export const without = (taint: Taint, dangers: readonly Danger[]): Taint =>
  dangers.every((danger) => taint.cleared.has(danger)) ? taint : { ...taint, cleared: new Set([...taint.cleared, ...dangers]) };

/** `new URL(req.body.url)`: its host is input that tests may be about; undefined where no input, or the request's own address, is in it. */
export function parsedUrl(m: Machine, call: Call, state: State): Value | undefined {
  const [text = anything, seenFrom = anything] = call.args;
  // `new URL('/login', request.url)`: the host is the server's own.
  const isOwn = (taint: Taint): boolean => taint.part === 'query' && taint.path === '';
  const base = { ...seenFrom, taints: seenFrom.taints.map((taint) => (isOwn(taint) ? without(taint, ['url', 'redirect']) : taint)) };
  const taints = [...text.taints, ...base.taints];
  if (taints.length === 0 || text.taints.some((taint) => taint.part === 'query' && taint.path === '')) return undefined;
  const host: Value = { ...anything, taints: taints.map((taint) => ({ ...taint, host: true })) };
  const path: Value = { ...anything, taints: taints.map((taint) => without(taint, ['url', 'redirect'])) };
  const whole: Value = { ...anything, taints };
  const fields = { href: whole, host, hostname: host, origin: host, protocol: anything, pathname: path, path, search: path, hash: path };
  return { ...m.makeObject(state, fields, { kind: 'plain', open: true }), taints };
}
