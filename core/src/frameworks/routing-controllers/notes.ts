import {
  anything,
  type CallEvent,
  type Machine,
  NoteBook,
  type ObjectId,
  type State,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { flatten, type Handler, isPath, objectsOf, pathsOf } from '../express/instances.ts';

export type Platform = 'express' | 'koa';

/** What was seen of applications while they were set up, in order. */
export type Note =
  | { readonly kind: 'app'; readonly on: readonly ObjectId[]; readonly platform: Platform; readonly options: Value; readonly at: Location }
  /** `app.use(…)` on an application of the platform. */
  | { readonly kind: 'used'; readonly on: ObjectId; readonly paths: readonly string[]; readonly handlers: readonly Handler[] };

/** An application as it was noted. */
export type AppNote = Extract<Note, { kind: 'app' }>;

const entries: readonly { readonly name: string; readonly platform: Platform; readonly given: boolean; readonly makes: string }[] = [
  { name: 'createExpressServer', platform: 'express', given: false, makes: 'express#default' },
  { name: 'useExpressServer', platform: 'express', given: true, makes: 'express#default' },
  { name: 'createKoaServer', platform: 'koa', given: false, makes: 'new koa#default' },
  { name: 'useKoaServer', platform: 'koa', given: true, makes: 'new koa#default' },
];

/** Watches controllers being put on applications, and what these had before. */
export function watchApplications(m: Machine): NoteBook<Note> {
  const notes = new NoteBook<Note>(m);
  for (const { name, platform, given, makes } of entries)
    m.callHooks.set(`routing-controllers#${name}`, (event, state) => {
      const own = given ? event.args[0] : m.callHooks.get(makes)?.({ ...event, args: [] }, state);
      notes.add({ kind: 'app', on: objectsOf(own), platform, options: event.args[given ? 1 : 0] ?? undefinedValue, at: event.at });
      return own ?? anything;
    });
  watchUse(m, notes, 'express#<app>.use');
  watchUse(m, notes, 'koa#<app>.use');
  return notes;
}

/** The platform's own hook goes on seeing the call. */
function watchUse(m: Machine, notes: NoteBook<Note>, key: string): void {
  const own = m.callHooks.get(key);
  m.callHooks.set(key, (event, state) => {
    const { paths, handlers } = givenTo(m, event, state);
    for (const on of objectsOf(event.receiver)) notes.add({ kind: 'used', on, paths, handlers });
    return own?.(event, state) ?? event.receiver ?? undefinedValue;
  });
}

function givenTo(m: Machine, event: CallEvent, state: State): { readonly paths: readonly string[]; readonly handlers: readonly Handler[] } {
  const [first] = event.args;
  const hasPath = first !== undefined && event.args.length > 1 && isPath(m, first, state);
  const values = hasPath ? event.args.slice(1) : event.args;
  const handlers = values.flatMap((value, index) => flatten(m, value, event.expressions?.[index + (hasPath ? 1 : 0)], event.at, state));
  return {
    paths: hasPath ? pathsOf(m, first, state).map(({ text }) => text) : ['/'],
    // Routers that are mounted answer requests of their own.
    handlers: handlers.filter(({ value }) => !objectsOf(value).some((id) => m.info(id).kind === 'adapter')),
  };
}
