import { anything, constant, type Machine, type ObjectId, type State, shaped, type Value } from '../flow/index.ts';
import type { RouteDraft } from './framework.ts';
import { methodOf } from './methods.ts';
import { constantStart } from './paths.ts';

/** The request of the web platform that a route's functions are given. `key`: the framework's own kind of it. */
export function newWebRequest(m: Machine, draft: RouteDraft, state: State, key = 'global#<request>'): ObjectId {
  const id = m.newObject({ kind: 'adapter', open: true, key });
  const method = methodOf(draft);
  if (method !== undefined) m.setField(id, 'method', method, state);
  m.setField(id, 'url', addressOf(draft.path), state);
  return id;
}

/** The path of a request for the route: exact, or its start where it has parameters. */
export function pathValue(path: string): Value {
  const { text, whole } = constantStart(path);
  return whole ? constant(text) : { ...anything, shapes: [{ k: 'text', prefix: text }], open: false };
}

/** Its whole address, in which the query is input. */
function addressOf(path: string): Value {
  const { text, whole } = constantStart(path);
  const nowhere = { file: '', start: 0, end: 0 };
  return {
    shapes: [{ k: 'text', prefix: `http://localhost${text}${whole ? '?' : ''}` }],
    open: false,
    taints: [{ part: 'query', path: '', source: nowhere, cleared: new Set(), trail: undefined, unread: true }],
  };
}

/** The parsed address that a framework gives beside the request. */
export function newAddress(m: Machine, path: string, state: State, key = 'global#<url>'): Value {
  const id = m.newObject({ kind: 'adapter', open: true, key });
  m.setField(id, 'pathname', pathValue(path), state);
  return shaped({ k: 'object', id });
}
