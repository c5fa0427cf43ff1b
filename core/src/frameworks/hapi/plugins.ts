import {
  anything,
  invoke,
  type Machine,
  type NoteBook,
  type ObjectId,
  readMember,
  type Shape,
  type State,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { HapiNote } from './notes.ts';
import { fieldOf, itemsOf, toPath } from './settings.ts';

export const server = '@hapi/hapi#<server>';

export type Notes = NoteBook<HapiNote>;
const nowhere = { file: '', start: 0, end: 0 };

export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

/** `server.register(plugin)`, `[{ plugin, options, routes: { prefix } }]`: plugins are given a view of the server. */
export function registerAll(
  m: Machine,
  notes: Notes,
  on: ObjectId,
  plugins: Value,
  options: Value | undefined,
  at: Location,
  state: State,
): void {
  const shared = fieldOf(m, fieldOf(m, options, 'routes', state), 'prefix', state);
  for (const item of itemsOf(m, plugins, state)) {
    const own = fieldOf(m, fieldOf(m, item, 'routes', state), 'prefix', state);
    const prefix = own ?? shared;
    const register = registerOf(m, item, state);
    if (register === undefined) continue;
    const id = m.newObject({ kind: 'adapter', open: true, key: server });
    notes.add({
      kind: 'server',
      id,
      parent: { id: on, at },
      prefix: prefix === undefined ? undefined : toPath(prefix),
      replaces: own !== undefined,
      detached: false,
    });
    const given = fieldOf(m, item, 'options', state) ?? anything;
    invoke(m, { closure: register.closure, args: [shaped({ k: 'object', id }), given], at, state, open: true });
    state.live = true;
  }
}

/** The `register` of a plugin, of a module that exports one as `plugin`, of an item that names one. */
function registerOf(m: Machine, item: Value, state: State, depth = 0): Extract<Shape, { k: 'closure' }> | undefined {
  const member = (name: string): Value => readMember(m, item, name, nowhere, state, true);
  const [register] = member('register').shapes;
  if (register?.k === 'closure') return register;
  const inner = [member('plugin'), member('default')].find((value) => value.shapes.some((shape) => shape.k === 'object'));
  return inner === undefined || depth > 3 ? undefined : registerOf(m, inner, state, depth + 1);
}
