import {
  anything,
  type CallEvent,
  findString,
  type Machine,
  NoteBook,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { flatten, type Handler, isPath, objectsOf, type Path, pathsOf, registrationPlace } from '../express/instances.ts';

/** What happened to the applications of a program, in order. */
export type PolkaNote =
  /** `detached`: made for a parameter whose caller is not known. */
  | { readonly kind: 'app'; readonly id: ObjectId; readonly detached: boolean }
  /** `ordered`: as of version 1, only what comes later is reached through it. */
  | {
      readonly kind: 'use';
      readonly on: ObjectId;
      readonly base: Path;
      readonly handlers: readonly Handler[];
      readonly at: Location;
      readonly ordered: boolean;
    }
  | {
      readonly kind: 'route';
      readonly on: ObjectId;
      readonly method: string;
      readonly path: Path;
      readonly handlers: readonly Handler[];
      readonly at: Location;
    };

const app = 'polka#<app>';
const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'connect', 'all'] as const;

/** Watches calls that make applications and register things on them. `ordered`: of a file, see {@link PolkaNote}. */
export function watchApps(m: Machine, ordered: (file: string) => boolean): NoteBook<PolkaNote> {
  const notes = new NoteBook<PolkaNote>(m);
  const make = (detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: app });
    notes.add({ kind: 'app', id, detached });
    return shaped({ k: 'object', id });
  };
  m.callHooks.set('polka#default', () => make());
  m.instanceModules.add(m.catalog.moduleKey('polka'));
  m.typedInstances.set(app, () => make(true));
  m.callHooks.set(`${app}.use`, (event, state) => {
    const [first = anything] = event.args;
    const hasBase = isPath(m, first, state);
    const [base = { text: '/', known: true }] = hasBase ? pathsOf(m, first, state) : [];
    for (const on of objectsOf(event.receiver))
      notes.add({
        kind: 'use',
        on,
        base,
        handlers: handlersOf(m, event, hasBase ? 1 : 0, state),
        at: event.at,
        ordered: ordered(event.at.file),
      });
    return event.receiver ?? undefinedValue;
  });
  for (const method of methods)
    m.callHooks.set(`${app}.${method}`, (event, state) => onRoute(m, notes, method.toUpperCase(), event, state));
  m.callHooks.set(`${app}.add`, (event, state) => {
    const [method = anything, ...args] = event.args;
    const name = findString(method);
    const moved = { ...event, args, expressions: (event.expressions ?? []).slice(1) };
    return onRoute(m, notes, name === undefined || name === '' ? 'ALL' : name.toUpperCase(), moved, state);
  });
  m.writeHooks.set('polka#<response>.statusCode', (id, value, _at, state) => m.setField(id, '@status', value, state));
  return notes;
}

function onRoute(m: Machine, notes: NoteBook<PolkaNote>, method: string, event: CallEvent, state: State): Value {
  const [path = { text: '/', known: false }] = pathsOf(m, event.args[0] ?? anything, state);
  for (const on of objectsOf(event.receiver))
    notes.add({ kind: 'route', on, method, path, handlers: handlersOf(m, event, 1, state), at: registrationPlace(event, true) });
  return event.receiver ?? undefinedValue;
}

const handlersOf = (m: Machine, event: CallEvent, offset: number, state: State): readonly Handler[] =>
  event.args.slice(offset).flatMap((value, index) => flatten(m, value, event.expressions?.[index + offset], event.at, state));
