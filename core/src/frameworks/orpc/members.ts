import { anything, type CallEvent, callValue, type Machine, type ObjectId, type State, settle, type Value } from '../../flow/index.ts';
import { keys } from './library.ts';

/** What a record has: its fields, or the exports of a module. Nothing for what is no record. */
export function membersOf(m: Machine, id: ObjectId, state: State): readonly (readonly [string, Value])[] {
  const { kind, key, file, fields } = m.info(id);
  if (kind === 'namespace' && file !== undefined)
    return (m.program.facts(file)?.exports ?? []).flatMap((fact) => {
      const value = fact.kind === 'star' ? undefined : m.exported(file, fact.name, state);
      return fact.kind === 'star' || value === undefined ? [] : [[fact.name, value] as const];
    });
  if (kind !== 'plain' && key !== keys.implementer) return [];
  return [...fields].flatMap((name) => {
    const value = name.startsWith('@') ? undefined : m.getField(id, name, state);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** `() => import('./planets')`: what the module exports by default, or what the promise gives. */
export function loadedModule(m: Machine, load: Value, event: CallEvent, state: State): Value {
  const call = {
    args: [],
    expressions: [],
    receiver: undefined,
    at: event.at,
    nameAt: event.nameAt,
    name: 'lazy',
    activation: undefined,
    open: false,
    construct: false,
  };
  const loaded = settle(callValue(m, load, call, state), state);
  const [shape] = loaded.shapes;
  if (shape?.k !== 'object') return loaded;
  const { kind, file } = m.info(shape.id);
  const given = kind === 'namespace' && file !== undefined ? m.exported(file, 'default', state) : m.getField(shape.id, 'default', state);
  return given ?? (kind === 'namespace' ? anything : loaded);
}
