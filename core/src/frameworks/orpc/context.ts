import { callValue, type Machine, readMember, type State, settle, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { openContext, readContext } from '../made-context.ts';
import { newRequest } from '../request-objects.ts';
import { keys, statusOfCode } from './library.ts';
import { objectsOf } from './notes.ts';
import type { Handing, Serving } from './served.ts';

/** A context of which nothing is known: with a request, and with its headers as the packages' plugin gives them. */
export function anyContext(m: Machine, requests: Serving['requests'], at: Location, state: State): Value {
  return openContext(m, keys.context, fromRequest(m, requests, at, state), at, state);
}

/** The context that a request is handed on with. */
export function givenContext(m: Machine, { context, at, state }: Handing, requests: Serving['requests']): Value {
  if (context === undefined)
    return m.makeObject(state, fromRequest(m, requests, at, state), { kind: 'plain', open: false, key: keys.context });
  // `message(ws, data, { context: (request) => … })`: a request whose headers are a record, as Node's are.
  const isFunction = context.shapes.some((shape) => shape.k === 'closure');
  const call = { args: [newRequest(m, 'node')], expressions: [], receiver: undefined, at, nameAt: at, name: 'context' };
  const value = settle(
    isFunction ? callValue(m, context, { ...call, activation: undefined, open: true, construct: false }, state) : context,
    state,
  );
  const made = readContext(m, value, at, state);
  if (made === undefined) return anyContext(m, requests, at, state);
  for (const id of objectsOf(made))
    for (const [name, field] of Object.entries(fromRequest(m, requests, at, state)))
      if (name === 'reqHeaders' && m.info(id).kind === 'plain' && !m.info(id).fields.has(name)) m.setField(id, name, field, state);
  return made;
}

function fromRequest(m: Machine, requests: Serving['requests'], at: Location, state: State): Record<string, Value> {
  const req = newRequest(m, requests === 'node' ? 'node' : 'web');
  const headers = readMember(m, newRequest(m, 'web'), 'headers', at, state);
  return { req, request: req, headers, reqHeaders: headers };
}

/** `errors.NOT_FOUND()`: constructors of the errors that are declared, and of those that have a name by themselves. */
export function errorsOf(m: Machine, declared: readonly Value[], state: State): Value {
  const statuses = new Map<string, number>(Object.entries(statusOfCode));
  for (const id of declared.flatMap(objectsOf))
    for (const code of m.info(id).fields) {
      const [definition] = objectsOf(m.getField(id, code, state));
      const [status] = definition === undefined ? [] : (m.getField(definition, 'status', state)?.shapes ?? []);
      if (status?.k === 'constant' && typeof status.value === 'number') statuses.set(code, status.value);
      else if (!statuses.has(code)) statuses.set(code, 500);
    }
  const makers = [...statuses].map(([code, status]) => {
    const name = `error ${code}:${m.newTag()}`;
    m.suppliedFunctions.set(name, () => shaped({ k: 'answer', status }));
    return [code, shaped({ k: 'hook', name })] as const;
  });
  return m.makeObject(state, Object.fromEntries(makers), { kind: 'plain', open: true });
}
