import { anything, constant, inputValue, type Machine, type State, type Value } from '../../flow/index.ts';

const context = '@nestjs/common#<context>';
const http = '@nestjs/common#<http>';
const graphql = '@nestjs/graphql#<context>';

/** Hooks what guards, interceptors and decorators of parameters ask an execution context. */
export function watchContext(m: Machine): void {
  const gives = (key: string, field: string): void => {
    m.callHooks.set(key, (event, state) => {
      const [shape] = event.receiver?.shapes ?? [];
      return shape?.k === 'object' ? (m.getField(shape.id, field, state) ?? anything) : anything;
    });
  };
  gives(`${context}.switchToHttp`, '@http');
  gives(`${context}.getHandler`, '@handler');
  gives(`${context}.getClass`, '@class');
  gives(`${context}.getType`, '@type');
  gives(`${context}.getArgs`, '@args');
  m.callHooks.set(`${context}.getArgByIndex`, (event, state) => {
    const [shape] = event.receiver?.shapes ?? [];
    const [args] = shape?.k === 'object' ? (m.getField(shape.id, '@args', state)?.shapes ?? []) : [];
    const [index] = event.args[0]?.shapes ?? [];
    return (args?.k === 'object' && index?.k === 'constant' ? m.getField(args.id, String(index.value), state) : undefined) ?? anything;
  });
  gives(`${http}.getRequest`, '@request');
  gives(`${http}.getResponse`, '@response');
  m.callHooks.set('@nestjs/graphql#GqlExecutionContext.create', (event, state) => {
    const [shape] = event.args[0]?.shapes ?? [];
    const given = shape?.k === 'object' ? m.getField(shape.id, '@graphql', state) : undefined;
    return given ?? anything;
  });
  gives(`${graphql}.getContext`, '@context');
  gives(`${graphql}.getArgs`, '@arguments');
  for (const [name, field] of [
    ['getHandler', '@handler'],
    ['getClass', '@class'],
    ['getType', '@type'],
  ] as const)
    gives(`${graphql}.${name}`, field);
}

/** What an execution context is made of. */
export interface ContextParts {
  readonly request: Value;
  readonly response: Value;
  readonly handler: Value;
  readonly target: Value;
  readonly type: 'http' | 'graphql';
}

/** An execution context for one run. */
export function executionContext(m: Machine, { request, response, handler, target, type }: ContextParts, state: State): Value {
  const make = (key: string, fields: Readonly<Record<string, Value>>): Value =>
    m.makeObject(state, fields, { kind: 'adapter', open: true, key });
  const shared = { '@handler': handler, '@class': target, '@type': constant(type) };
  const inside = m.makeObject(state, { req: request, request, res: response }, { kind: 'plain', open: true });
  const args = inputValue(m, 'arguments', '', { file: '', start: 0, end: 0 });
  const given = type === 'graphql' ? [anything, args, inside, anything] : [request, response];
  return make(context, {
    ...shared,
    '@http': make(http, { '@request': request, '@response': response }),
    '@args': m.makeArray(state, given),
    '@graphql': make(graphql, { ...shared, '@context': inside, '@arguments': args }),
  });
}

/** The context that resolvers of a run share. */
export function graphqlContext(m: Machine, executing: Value, state: State): Value {
  const [shape] = executing.shapes;
  const [inner] = shape?.k === 'object' ? (m.getField(shape.id, '@graphql', state)?.shapes ?? []) : [];
  return (inner?.k === 'object' ? m.getField(inner.id, '@context', state) : undefined) ?? anything;
}
