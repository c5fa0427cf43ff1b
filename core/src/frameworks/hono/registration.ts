import {
  type CallEvent,
  elementsOf,
  findDefault,
  findPrefix,
  type Machine,
  type NoteBook,
  type ObjectId,
  render,
  type State,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Expression } from '../../syntax/facts.ts';
import type { Handler, HonoNote, Path } from './notes.ts';
import { normaliseHonoPath } from './path.ts';

/** Notes a registration on whatever applications the receiver may be. */
export function note(
  notes: NoteBook<HonoNote>,
  event: CallEvent,
  what: Omit<Extract<HonoNote, { kind: 'handlers' }>, 'kind' | 'on'>,
): void {
  for (const on of objectsOf(event.receiver)) notes.add({ kind: 'handlers', on, ...what });
}

export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

/** `app.get('/users'`: what a squiggle under the registration covers. */
export function registrationPlace(event: CallEvent, args: number): Location {
  const end = args === 0 ? undefined : event.expressions?.[args - 1]?.end;
  return { file: event.at.file, start: event.nameAt.start, end: end ?? event.nameAt.end };
}

export const isText = (value: Value): boolean =>
  value.shapes.length > 0
    ? value.shapes.every((shape) => shape.k === 'constant' || shape.k === 'text')
    : value.shapes.length === 0 && value.why === undefined;

export function toPath(value: Value): Path {
  const text = findDefault(value);
  return text === undefined
    ? { text: normaliseHonoPath(findPrefix(value) ?? ''), known: false }
    : { text: normaliseHonoPath(text), known: true };
}

/** The handlers among the arguments from `offset` on, arrays opened up. */
export function handlersOf(m: Machine, values: readonly Value[], offset: number, event: CallEvent, state: State): readonly Handler[] {
  return values.flatMap((value, index) => flatten(m, value, event.expressions?.[index + offset], event.at, state));
}

export function flatten(m: Machine, value: Value, expression: Expression | undefined, call: Location, state: State): readonly Handler[] {
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) {
    const parts = expression?.k === 'array' ? expression.elements : [];
    return elements.flatMap((element, index) => flatten(m, element, parts[index] ?? undefined, call, state));
  }
  const at = expression === undefined ? call : { file: call.file, start: expression.start, end: expression.end };
  return [{ value, name: expression === undefined ? 'handler' : render(expression), at }];
}
