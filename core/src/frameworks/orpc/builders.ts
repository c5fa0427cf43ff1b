import { anything, type CallEvent, type Machine, NoteBook, type ObjectId, type State, shaped, type Value } from '../../flow/index.ts';
import { enhance, implementContract } from './contracts.ts';
import { keys, servers } from './library.ts';
import { loadedModule } from './members.ts';
import { type Link, linkOf, type Notes, newBuilder, newProcedure, type OrpcNote, objectsOf } from './notes.ts';

type Hook = (key: string, answer: (event: CallEvent, state: State) => Value | undefined) => void;

const builderLinks = {
  use: 'use',
  input: 'input',
  $input: 'input',
  route: 'route',
  $route: 'route',
  prefix: 'prefix',
  errors: 'errors',
  $context: 'reset',
  $config: 'other',
  $meta: 'other',
  meta: 'other',
  tag: 'other',
  output: 'other',
} as const;

/** Calls on a procedure that give one that differs. */
const procedureLinks = { use: 'use', route: 'route', errors: 'errors', meta: 'other', callable: 'other', actionable: 'other' } as const;

/** Watches calls that build procedures, contracts and routers, and that make what serves them. */
export function watchBuilders(m: Machine): Notes {
  const notes: Notes = new NoteBook<OrpcNote>(m);
  const hook: Hook = (key, answer) => void m.callHooks.set(key, answer);
  watchChain(m, notes, hook, '@orpc/server#os', keys.builder);
  watchChain(m, notes, hook, '@orpc/server#oc', keys.contract);
  watchImplementers(m, notes, hook);
  watchMiddleware(m, notes, hook);
  for (const [name, kind] of Object.entries(procedureLinks))
    hook(`${keys.procedure}.${name}`, (event) => {
      const [from] = objectsOf(event.receiver);
      return from === undefined ? undefined : newProcedure(m, notes, { from, link: linkOf(event, kind) });
    });
  hook('@orpc/server#lazy', (event, state) => loadedModule(m, event.args[0] ?? anything, event, state));
  for (const from of Object.keys(servers))
    for (const name of handlers)
      hook(`new ${from}#${name}`, (event, state) => newServer(m, notes, from, name, event.args[0] ?? anything, state));
  return notes;
}

const handlers = ['RPCHandler', 'OpenAPIHandler', 'experimental_RPCHandler'];

function newServer(m: Machine, notes: Notes, from: string, name: string, router: Value, state: State): Value {
  const id = m.newObject({ kind: 'instance', open: true, key: keys.server });
  m.setField(id, '@router', router, state);
  m.setField(id, '@from', shaped({ k: 'constant', value: from }), state);
  m.setField(id, '@openapi', shaped({ k: 'constant', value: name === 'OpenAPIHandler' }), state);
  notes.add({ kind: 'server', id, router });
  return shaped({ k: 'object', id });
}

/** The export that every chain begins with, to which nothing was added, and the builders that its methods give. */
function watchChain(m: Machine, notes: Notes, hook: Hook, root: string, key: string): void {
  for (const on of [root, key]) {
    const parents = (event: CallEvent): readonly ObjectId[] => (on === root ? [] : objectsOf(event.receiver).slice(0, 1));
    for (const [name, kind] of Object.entries(builderLinks))
      hook(`${on}.${name}`, (event) =>
        shaped({ k: 'object', id: newBuilder(m, notes, key, { parents: parents(event), link: linkOf(event, kind) }) }),
      );
    watchRouters(m, notes, hook, on, key, parents);
    hook(`${on}.handler`, (event) => {
      const from = newBuilder(m, notes, key, { parents: parents(event) });
      return newProcedure(m, notes, { from, link: linkOf(event, 'handler') });
    });
  }
}

/** `router({…})` and `lazy(() => import(…))`. */
function watchRouters(
  m: Machine,
  notes: Notes,
  hook: Hook,
  on: string,
  key: string,
  parents: (event: CallEvent) => readonly ObjectId[],
): void {
  const make = (event: CallEvent, given: Value, state: State): Value => {
    const router = enhance(m, notes, given, newBuilder(m, notes, key, { parents: parents(event) }), state);
    if (key === keys.builder) notes.add({ kind: 'router', router, at: event.at });
    return router;
  };
  hook(`${on}.router`, (event, state) => make(event, event.args[0] ?? anything, state));
  hook(`${on}.lazy`, (event, state) => make(event, loadedModule(m, event.args[0] ?? anything, event, state), state));
}

function watchImplementers(m: Machine, notes: Notes, hook: Hook): void {
  const on = keys.implementer;
  hook('@orpc/server#implement', (event, state) => implementContract(m, notes, event.args[0] ?? anything, undefined, state));
  for (const name of ['$context', '$config']) hook(`${on}.${name}`, (event) => event.receiver);
  hook(`${on}.use`, (event, state) => {
    const [parent] = objectsOf(event.receiver);
    const contract = parent === undefined ? undefined : m.getField(parent, '@contract', state);
    if (parent === undefined || contract === undefined) return undefined;
    const chain = newBuilder(m, notes, on, { parents: [parent], link: linkOf(event, 'use') });
    return implementContract(m, notes, contract, chain, state);
  });
  watchRouters(m, notes, hook, on, keys.builder, (event) => objectsOf(event.receiver).slice(0, 1));
}

function watchMiddleware(m: Machine, notes: Notes, hook: Hook): void {
  const make = (parts: readonly Link[]): Value => {
    const id = m.newObject({ kind: 'instance', open: true, key: keys.middleware });
    notes.add({ kind: 'middleware', id, parts });
    return shaped({ k: 'object', id });
  };
  const itself = (event: CallEvent): Link => ({ ...linkOf(event, 'use'), value: event.receiver ?? anything, name: undefined });
  for (const on of ['@orpc/server#os', keys.builder, keys.implementer]) hook(`${on}.middleware`, (event) => make([linkOf(event, 'use')]));
  hook(`${keys.middleware}.concat`, (event) => make([itself(event), linkOf(event, 'use')]));
  hook(`${keys.middleware}.mapInput`, (event) => {
    const [mapper] = event.args;
    return make([{ ...itself(event), ...(mapper !== undefined && { mapper }) }]);
  });
}
