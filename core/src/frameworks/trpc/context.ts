import type { Machine, State, Value } from '../../flow/index.ts';
import { honoContext, newRequest } from '../request-objects.ts';
import type { Requests } from './served.ts';

/** The request that whoever makes the context is given. */
export const requestOf = (m: Machine, requests: Requests): Value => newRequest(m, requests === 'node' ? 'node' : 'web');

/** What `createContext` is given: the request, and by Hono its context. */
export function contextArguments(m: Machine, requests: Requests, request: Value, state: State): readonly Value[] {
  const options = m.makeObject(state, { req: request }, { kind: 'plain', open: true });
  return requests === 'hono' ? [options, honoContext(m, request, state)] : [options];
}
