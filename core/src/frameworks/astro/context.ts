import { anything, constant, type Machine, type ObjectId, type State, shaped, undefinedValue, type Value } from '../../flow/index.ts';
import type { RouteDraft } from '../framework.ts';
import { newAddress, newWebRequest } from '../web-request.ts';

/** The context that all functions of one request are given. */
export interface Context {
  readonly id: ObjectId;
  readonly value: Value;
}

const nowhere = { file: '', start: 0, end: 0 };

/**
 * `action`: the name of the action that is called. Such a request may be sent to any path, with `?_action=name`, so that the
 * path tells nothing.
 */
export function newContext(m: Machine, draft: RouteDraft, action: string | undefined, state: State): Context {
  const id = m.newObject({ kind: 'adapter', open: true, key: 'astro#<context>' });
  const request = newWebRequest(m, draft, state);
  const address = action === undefined ? undefined : m.newObject({ kind: 'adapter', open: true, key: 'global#<url>' });
  if (address !== undefined) {
    m.setField(request, 'url', anything, state);
    m.setField(address, 'pathname', anything, state);
  }
  const locals = m.newObject({ kind: 'adapter', open: true, key: 'astro#<locals>' });
  const fields: Record<string, Value> = {
    request: shaped({ k: 'object', id: request }),
    url: address === undefined ? newAddress(m, draft.path, state) : shaped({ k: 'object', id: address }),
    params: { ...anything, taints: [{ part: 'params', path: '', source: nowhere, cleared: new Set(), trail: undefined, unread: true }] },
    locals: shaped({ k: 'object', id: locals }),
    isPrerendered: constant(false),
    '@action': action === undefined ? undefinedValue : constant(action),
  };
  for (const [name, value] of Object.entries(fields)) m.setField(id, name, value, state);
  return { id, value: shaped({ k: 'object', id }) };
}

/** `getActionContext(context).action`: the action that is called, for middleware. */
export function watchActionContext(m: Machine): void {
  m.callHooks.set('astro:actions#getActionContext', (event, state) => {
    const [shape] = event.args[0]?.shapes ?? [];
    const name = shape?.k === 'object' ? m.getField(shape.id, '@action', state) : undefined;
    if (name === undefined) return undefined;
    const [known] = name.shapes;
    const isCalled = known?.k === 'constant' && known.value !== undefined;
    const action = isCalled ? m.makeObject(state, { name, calledFrom: anything, handler: anything }) : undefinedValue;
    return m.makeObject(state, { action }, { kind: 'plain', open: true });
  });
}
