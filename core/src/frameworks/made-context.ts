import { anything, type Machine, type State, type Value } from '../flow/index.ts';
import type { Location } from '../model/index.ts';

/** Contexts that a program makes of a request once, and that all functions of the request get. */

/** Something that could not be read: its being there tells callers apart where its absence is answered with 401 or 403. */
export const mayHold = (value: Value, at: Location): Value => ({
  ...value,
  whenTruthy: { at, what: 'what the context holds', tentative: true, fromHeader: true },
});

/** A context of which nothing is known: whoever made it may have put the caller into it. */
export function openContext(m: Machine, key: string, given: Readonly<Record<string, Value>>, at: Location, state: State): Value {
  return m.makeObject(state, { ...given, '*': mayHold(anything, at) }, { kind: 'plain', open: true, key });
}

/** The objects that a function made as the context; what of them could not be read may be the caller. Undefined where there is none. */
export function readContext(m: Machine, made: Value, at: Location, state: State): Value | undefined {
  const objects = made.shapes.filter((shape) => shape.k === 'object');
  if (objects.length === 0) return undefined;
  for (const { id } of objects) {
    if (m.info(id).kind !== 'plain') continue;
    for (const name of m.info(id).fields) {
      const field = m.getField(id, name, state);
      if (field === undefined || !field.open || field.shapes.length > 0) continue;
      if (field.whenTruthy === undefined && field.credential === undefined) m.setField(id, name, mayHold(field, at), state);
    }
  }
  return { ...made, shapes: objects };
}
