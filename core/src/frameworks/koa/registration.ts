import {
  type CallEvent,
  elementsOf,
  findDefault,
  findPrefix,
  type Machine,
  type ObjectId,
  render,
  type Shape,
  type State,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Expression } from '../../syntax/facts.ts';
import { normalisePath, regexPath } from '../paths.ts';
import type { Handler, Path } from './notes.ts';

export const keys = {
  app: 'koa#<app>',
  router: '@koa/router#<router>',
  /** What `router.routes()` gives. */
  routes: '@koa/router#<routes>',
  composed: 'koa-compose#<composed>',
  mounted: 'koa-mount#<mounted>',
  exempting: 'koa-unless#<exempting>',
} as const;

export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

/** `router.get('/users'`: what a squiggle under the registration covers. */
export function registrationPlace(event: CallEvent, args: number): Location {
  const end = args === 0 ? undefined : event.expressions?.[args - 1]?.end;
  return { file: event.at.file, start: event.nameAt.start, end: end ?? event.nameAt.end };
}

/** True for text and regular expressions, and for arrays of them. */
export function isPath(m: Machine, value: Value | undefined, state: State): boolean {
  if (value === undefined) return false;
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) return elements.length > 0 && elements.every((element) => isPath(m, element, state));
  return value.shapes.length > 0 && value.shapes.every((s) => isText(s) || s.k === 'regex');
}

const isText = (shape: Shape): boolean => shape.k === 'text' || (shape.k === 'constant' && typeof shape.value === 'string');

export function pathsOf(m: Machine, value: Value, state: State): readonly Path[] {
  const elements = elementsOf(m, value, state);
  return elements === undefined ? [toPath(value)] : elements.flatMap((element) => pathsOf(m, element, state));
}

export function toPath(value: Value): Path {
  const text = findDefault(value);
  if (text !== undefined) return { text: normalisePath(text), known: true };
  const [shape, more] = value.shapes;
  if (shape?.k === 'regex' && more === undefined) return { text: regexPath(shape.pattern), known: true };
  return { text: normalisePath(findPrefix(value) ?? ''), known: false };
}

/** The functions among the arguments from `offset` on, arrays and `compose(…)` opened up. */
export function handlersOf(m: Machine, event: CallEvent, offset: number, state: State): readonly Handler[] {
  return event.args.slice(offset).flatMap((value, index) => flatten(m, value, event.expressions?.[index + offset], event.at, state));
}

export function flatten(m: Machine, value: Value, expression: Expression | undefined, call: Location, state: State): readonly Handler[] {
  const at = expression === undefined ? call : { file: call.file, start: expression.start, end: expression.end };
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) {
    const parts = expression?.k === 'array' ? expression.elements : [];
    return elements.flatMap((element, index) => flatten(m, element, parts[index] ?? undefined, at, state));
  }
  const composed = composedOf(m, value, state);
  if (composed !== undefined) return composed.flatMap((element) => flatten(m, element, undefined, at, state));
  return [{ value, name: expression === undefined ? nameOf(m, value) : render(expression), at }];
}

/** The functions that `compose([a, b])` puts together. */
export function composedOf(m: Machine, value: Value, state: State): readonly Value[] | undefined {
  const [shape, more] = value.shapes;
  if (shape?.k !== 'library' || more !== undefined || shape.key !== keys.composed) return undefined;
  const [list] = shape.made?.args ?? [];
  return list === undefined ? undefined : elementsOf(m, list, state);
}

function nameOf(m: Machine, value: Value): string {
  const [shape] = value.shapes;
  if (shape?.k === 'library') return shape.made?.callee.replace(/^.*#/, '') ?? 'middleware';
  const name = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.name : undefined;
  return name === undefined || name === '' ? 'middleware' : name;
}

/** The routers whose `routes()` the value may be. */
export function routersOf(value: Value): readonly ObjectId[] {
  return value.shapes.flatMap((shape) => (shape.k === 'library' && shape.key === keys.routes ? objectsOf(shape.made?.args[0]) : []));
}
