import { callValue, isStrong, joinValues, type Machine, type State, settle, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { openContext, readContext } from '../made-context.ts';
import { type Given, keys } from './library.ts';
import { callAt, fieldOf } from './notes.ts';
import type { Served } from './routes.ts';

/** The context of a run, and the state after it was made: undefined where no request comes past that. */
export interface Made {
  readonly context: Value;
  readonly state: State | undefined;
}

/** Runs the functions that make the context. What they ask of code that cannot be read decides nothing: the resolvers look at the context. */
export function makeContext(m: Machine, served: readonly Served[], at: Location, state: State): Made {
  const { listener } = m;
  m.listener = listener === undefined ? undefined : (event) => (event.kind === 'unknown-call' ? undefined : listener(event));
  const ways = served.flatMap(({ context, given }) => {
    const here = state.fork();
    const args = argumentsFor(m, given, here);
    const isFunction = context?.shapes.some((shape) => shape.k === 'closure' || shape.k === 'library') === true;
    const value =
      context === undefined
        ? openContext(m, keys.context, fieldsOf(m, args[0], here), at, here)
        : isFunction
          ? settle(callValue(m, context, callAt(at, 'context', args), here), here)
          : context;
    if (!here.live) return [];
    // A caller that was looked up by what the request brings, or else an error: errors have no status of their own here.
    const { proof } = here;
    if (proof?.tentative === true && proof.fromHeader === true && !isStrong(state.proof)) here.proof = { ...proof, tentative: false };
    const made = readContext(m, value, at, here) ?? openContext(m, keys.context, {}, at, here);
    return [{ state: here, context: given === 'yoga' ? extended(m, made, args[0], here) : made }];
  });
  m.listener = listener;
  const [first, ...others] = ways;
  if (first === undefined) return { context: openContext(m, keys.context, {}, at, state), state: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...ways.map((way) => way.state));
  joined.refused = undefined;
  return { context: others.reduce((value, way) => joinValues(value, way.context), first.context), state: joined };
}

/** What the integration gives to `context`. */
function argumentsFor(m: Machine, given: Given, state: State): readonly Value[] {
  const object = (key: string): Value => shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key }) });
  const record = (fields: Readonly<Record<string, Value>>): Value => m.makeObject(state, fields, { kind: 'plain', open: true });
  const req = object('express#<request>');
  const res = object('express#<response>');
  switch (given) {
    case 'pair':
      return [req, res];
    case 'raw':
      return [record({ raw: req, context: record({ res }) })];
    case 'koa':
      return [record({ ctx: object('koa#<context>') })];
    case 'hono':
      return [object('hono#<context>')];
    case 'web':
      return [object('global#<request>')];
    case 'yoga':
      return [record({ request: object('global#<request>'), req, res })];
    case 'fastify':
      return [object('fastify#<request>'), object('fastify#<reply>')];
    case 'event':
      return [record({ event: record({ headers: object('global#<headers>') }) })];
    case 'node':
      return [record({ req, res })];
  }
}

/** The fields of what a context function would have been given: without one they are the context. */
function fieldsOf(m: Machine, given: Value | undefined, state: State): Readonly<Record<string, Value>> {
  const fields: Record<string, Value> = {};
  for (const name of ['req', 'res', 'request']) {
    const value = fieldOf(m, given, name, state);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

/** Yoga adds what a context function gives to the context that there is. */
function extended(m: Machine, made: Value, given: Value | undefined, state: State): Value {
  for (const shape of made.shapes)
    if (shape.k === 'object')
      for (const [name, value] of Object.entries(fieldsOf(m, given, state)))
        if (m.getField(shape.id, name, state) === undefined) m.setField(shape.id, name, value, state);
  return made;
}
