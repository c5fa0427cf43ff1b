import { anything, constant, type Machine, type ObjectId, type State, shaped, type Value } from '../../flow/index.ts';
import type { RouteDraft } from '../framework.ts';
import { newAddress, newWebRequest } from '../web-request.ts';
import { pagePath } from './notation.ts';

/** The event that all functions of one request are given. */
export interface Event {
  readonly id: ObjectId;
  readonly value: Value;
}

/** Where the event of the running request is found by `getRequestEvent()`. */
const current = 'sveltekit:event';

const nowhere = { file: '', start: 0, end: 0 };

/**
 * `id`: that of the route; undefined for remote functions, whose requests say themselves for which page they are, so that
 * neither the path nor the route's id tells anything (`runtime/server/respond.js`, `x-sveltekit-pathname`).
 */
export function newEvent(m: Machine, draft: RouteDraft, id: string | undefined, state: State): Event {
  const event = m.newObject({ kind: 'adapter', open: true, key: '@sveltejs/kit#<event>' });
  const plain = { ...draft, path: pagePath(draft.path) };
  const request = newWebRequest(m, plain, state);
  const address = id === undefined ? m.newObject({ kind: 'adapter', open: true, key: 'global#<url>' }) : undefined;
  if (id === undefined) m.setField(request, 'url', anything, state);
  if (address !== undefined) m.setField(address, 'pathname', anything, state);
  const locals = m.newObject({ kind: 'adapter', open: true, key: '@sveltejs/kit#<locals>' });
  const fields: Record<string, Value> = {
    request: shaped({ k: 'object', id: request }),
    url: address === undefined ? newAddress(m, plain.path, state) : shaped({ k: 'object', id: address }),
    params: { ...anything, taints: [{ part: 'params', path: '', source: nowhere, cleared: new Set(), trail: undefined, unread: true }] },
    locals: shaped({ k: 'object', id: locals }),
    route: m.makeObject(state, { id: id === undefined ? anything : constant(id) }),
    platform: anything,
  };
  for (const [name, value] of Object.entries(fields)) m.setField(event, name, value, state);
  const value = shaped({ k: 'object', id: event });
  state.store.set(current, value);
  return { id: event, value };
}

export function watchCurrentEvent(m: Machine): void {
  m.callHooks.set('$app/server#getRequestEvent', (_event, state) => state.store.get(current));
}
