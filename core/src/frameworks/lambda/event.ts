import { anything, constant, type Machine, type ObjectId, type State, shaped, type Value } from '../../flow/index.ts';
import type { RouteDraft } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { pathValue } from '../web-request.ts';

/** What a function is called with: the event of an API Gateway (payload 1.0 and 2.0 alike), and the context. */
export interface Invocation {
  readonly event: Value;
  readonly context: Value;
  readonly id: ObjectId;
}

export function newInvocation(m: Machine, draft: RouteDraft, state: State): Invocation {
  const make = (key: string): ObjectId => m.newObject({ kind: 'adapter', open: true, key });
  const [id, request, http, context] = [
    make(event),
    make('aws-lambda#<requestContext>'),
    make('aws-lambda#<http>'),
    make('aws-lambda#<context>'),
  ];
  const path = pathValue(draft.path);
  const method = methodOf(draft);
  const resource = draft.path.replace(/:(\w+)/g, '{$1}').replace(/\*(\w+)/g, '{$1+}');
  m.setField(id, 'requestContext', shaped({ k: 'object', id: request }), state);
  m.setField(request, 'http', shaped({ k: 'object', id: http }), state);
  for (const name of ['path', 'rawPath']) m.setField(id, name, path, state);
  m.setField(id, 'resource', constant(resource), state);
  m.setField(http, 'path', path, state);
  m.setField(request, 'resourcePath', constant(resource), state);
  if (method !== undefined) {
    m.setField(id, 'httpMethod', method, state);
    m.setField(request, 'httpMethod', method, state);
    m.setField(http, 'method', method, state);
    if (draft.method !== 'ALL') m.setField(id, 'routeKey', constant(`${draft.method} ${resource}`), state);
  }
  return { id, event: shaped({ k: 'object', id }), context: shaped({ k: 'object', id: context }) };
}

const event = 'aws-lambda#<event>';

/** What `request` of a middy middleware holds. */
export function middyRequest(m: Machine, { event: given, context }: Invocation, state: State): Value {
  return m.makeObject(state, { event: given, context, response: anything, internal: anything }, { kind: 'adapter', open: true });
}
