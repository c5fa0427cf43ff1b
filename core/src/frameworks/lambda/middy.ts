import { anything, elementsOf, type Machine, type State, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Step } from '../framework.ts';

/** Chains of @middy/core (6.4 and 7.9): `middy(handler).use(…).before(…)`. */

const chain = '@middy/core#<chain>';

export function watchChains(m: Machine): void {
  m.callHooks.set('@middy/core#default', (event, state) => {
    const id = m.newObject({ kind: 'adapter', open: false, key: chain });
    const [handler = anything] = event.args;
    if (!handler.shapes.some((shape) => shape.k === 'object')) m.setField(id, '@handler', handler, state);
    return shaped({ k: 'object', id });
  });
  const add = (receiver: Value | undefined, value: Value, state: State): void => {
    for (const shape of receiver?.shapes ?? [])
      if (shape.k === 'object') m.setField(shape.id, `@${[...m.info(shape.id).fields].filter(isMiddleware).length}`, value, state);
  };
  m.callHooks.set(`${chain}.use`, (event, state) => {
    const [given = anything] = event.args;
    for (const one of elementsOf(m, given, state) ?? [given]) add(event.receiver, one, state);
    return event.receiver;
  });
  m.callHooks.set(`${chain}.before`, (event, state) => {
    add(event.receiver, m.makeObject(state, { before: event.args[0] ?? anything }), state);
    return event.receiver;
  });
  m.callHooks.set(`${chain}.handler`, (event, state) => {
    for (const shape of event.receiver?.shapes ?? [])
      if (shape.k === 'object') m.setField(shape.id, '@handler', event.args[0] ?? anything, state);
    return event.receiver;
  });
  for (const name of ['after', 'onError']) m.callHooks.set(`${chain}.${name}`, (event) => event.receiver);
}

const isMiddleware = (field: string): boolean => /^@\d+$/.test(field);

/** The functions of a chain in the order in which they run; the function itself where it is none. */
export function stepsOf(m: Machine, value: Value, at: Location, state: State): readonly Step[] {
  const [shape] = value.shapes;
  if (shape?.k !== 'object' || m.info(shape.id).key !== chain) return [{ value, name: 'handler', at, mount: '', role: 'handler' }];
  const names = [...m.info(shape.id).fields].filter(isMiddleware).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const before = names.flatMap((name): readonly Step[] => {
    const given = m.getField(shape.id, name, state);
    const step = given === undefined ? undefined : beforeOf(m, given, state);
    return step === undefined ? [] : [{ value: step, name: nameOf(step), at, mount: '', role: 'middleware', phase: 'middy' }];
  });
  const handler = m.getField(shape.id, '@handler', state);
  return handler === undefined ? before : [...before, ...stepsOf(m, handler, at, state)];
}

/** The part of a middleware that runs before the handler; a package's own middleware as it is. */
function beforeOf(m: Machine, middleware: Value, state: State): Value | undefined {
  const [shape] = middleware.shapes;
  return shape?.k === 'object' ? m.getField(shape.id, 'before', state) : middleware;
}

function nameOf(value: Value): string {
  const [shape] = value.shapes;
  return shape?.k === 'library' ? shape.key.replace(/^.*\/|#default|\(\)/g, '') : 'middleware';
}
