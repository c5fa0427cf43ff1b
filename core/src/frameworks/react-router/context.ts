import { type Machine, NoteBook, type ObjectId, type State, shaped, undefinedValue, type Value } from '../../flow/index.ts';

/** `createContext()`, and the provider by which middleware hands values on: `context.set(userContext, user)`. */

const key = 'react-router#<context-key>';
const provider = 'react-router#<context>';

/** A context that the application has made. */
export interface ContextNote {
  readonly id: ObjectId;
  readonly initial: Value;
}

export function watchContext(m: Machine): NoteBook<ContextNote> {
  const notes = new NoteBook<ContextNote>(m);
  for (const name of ['createContext', 'unstable_createContext'])
    m.callHooks.set(`react-router#${name}`, (event) => {
      const id = m.newObject({ kind: 'adapter', open: false, key });
      notes.add({ id, initial: event.args[0] ?? undefinedValue });
      return shaped({ k: 'object', id });
    });
  m.callHooks.set(`${provider}.set`, (event, state) => {
    const [context, value = undefinedValue] = event.args;
    for (const on of idsOf(event.receiver)) for (const id of keysOf(m, context)) m.setField(on, `@context ${id}`, value, state);
    return undefinedValue;
  });
  m.callHooks.set(`${provider}.get`, (event, state) => {
    const [on] = idsOf(event.receiver);
    const [id] = keysOf(m, event.args[0]);
    if (on === undefined || id === undefined) return undefined;
    return m.getField(on, `@context ${id}`, state);
  });
  return notes;
}

/** Every context has its initial value until something is set. */
export function newContext(m: Machine, notes: NoteBook<ContextNote>, state: State): ObjectId {
  const id = m.newObject({ kind: 'adapter', open: true, key: provider });
  for (const { id: context, initial } of notes.all()) m.setField(id, `@context ${context}`, initial, state);
  return id;
}

const idsOf = (value: Value | undefined): readonly ObjectId[] =>
  (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));

const keysOf = (m: Machine, value: Value | undefined): readonly ObjectId[] => idsOf(value).filter((id) => m.info(id).key === key);
