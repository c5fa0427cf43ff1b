import {
  anything,
  constant,
  findConstant,
  type Machine,
  type ObjectId,
  readMember,
  type State,
  shaped,
  statusAmong,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { newAddress, newWebRequest, pathValue } from '../web-request.ts';

/** A request as handlers see it: `event`, with what hangs on it. */
export interface H3Event {
  readonly id: ObjectId;
  readonly value: Value;
  /** `event.req` of version 2. */
  readonly request: ObjectId;
}

export function newEvent(m: Machine, draft: RouteDraft, state: State): H3Event {
  const make = (key: string): ObjectId => m.newObject({ kind: 'adapter', open: true, key });
  const [id, node, incoming, outgoing, response, bag] = [
    make('h3#<event>'),
    make('h3#<node>'),
    make('h3#<nodeRequest>'),
    make('h3#<nodeResponse>'),
    make('h3#<response>'),
    make('h3#<bag>'),
  ];
  const set = (on: ObjectId, name: string, value: Value): void => m.setField(on, name, value, state);
  const request = newWebRequest(m, draft, state);
  set(id, 'node', shaped({ k: 'object', id: node }));
  set(node, 'req', shaped({ k: 'object', id: incoming }));
  set(node, 'res', shaped({ k: 'object', id: outgoing }));
  set(id, 'res', shaped({ k: 'object', id: response }));
  set(id, 'req', shaped({ k: 'object', id: request }));
  set(id, 'context', shaped({ k: 'object', id: bag }));
  set(id, 'url', newAddress(m, draft.path, state));
  for (const field of ['path', '_path']) set(id, field, pathValue(draft.path));
  set(incoming, 'url', pathValue(draft.path));
  set(id, '@sent', undefinedValue);
  set(response, 'status', constant(200));
  set(outgoing, 'statusCode', constant(200));
  const method = methodOf(draft);
  if (method !== undefined) for (const on of [id, incoming]) set(on, 'method', method);
  return { id, value: shaped({ k: 'object', id }), request };
}

/** The status that was set on the response. */
export function statusSet(m: Machine, event: H3Event, state: State): number | undefined {
  const at = { file: '', start: 0, end: 0 };
  const read = (...path: readonly string[]): number | undefined => {
    const value = path.reduce((object, name) => readMember(m, object, name, at, state), event.value);
    return statusAmong(value);
  };
  const codes = [read('res', 'status'), read('node', 'res', 'statusCode')];
  return codes.find((code) => code !== undefined && code !== 200) ?? (codes.includes(undefined) ? undefined : 200);
}

/** The status of an answer that was sent while the function went on; undefined where none was, or perhaps none. */
export function statusSent(m: Machine, event: H3Event, state: State): number | undefined {
  const sent = findConstant(m.getField(event.id, '@sent', state) ?? anything)?.value;
  return typeof sent === 'number' ? sent : undefined;
}
