import {
  anything,
  type CallEvent,
  constant,
  elementsOf,
  findString,
  isAboutRights,
  joinValues,
  type Machine,
  type ObjectId,
  type Primitive,
  type State,
  sameData,
  shaped,
  truthiness,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { applyDecorator, type Decoration, type DecoratorKinds } from '../decorators.ts';

const reflector = '@nestjs/core#<reflector>';
const marks = '@marks';

/** What identifies a metadata key, a provider's token and the like: a text, a class, an export of a package, or where it was made. */
export function tokenOf(m: Machine, value: Value | undefined): string | undefined {
  const [shape, more] = value?.shapes ?? [];
  if (value === undefined || shape === undefined || more !== undefined || value.open) return undefined;
  switch (shape.k) {
    case 'constant':
      return `text ${String(shape.value)}`;
    case 'class':
      return `class ${shape.file} ${shape.class}`;
    case 'library':
      return shape.made === undefined || shape.key !== m.catalog.called(shape.made.callee)
        ? `export ${shape.key}`
        : `made ${shape.made.at.file} ${shape.made.at.start}`;
    default:
      return undefined;
  }
}

/** The metadata that decorators leave on a class or a handler, as an object that the program can only hand on. */
export function markedObject(m: Machine, name: string, decorations: readonly Decoration[], opaque: boolean, state: State): Value {
  const value = m.makeObject(state, { name: constant(name) }, { kind: 'plain', open: true });
  const [shape] = value.shapes;
  if (shape?.k !== 'object') return value;
  m.setField(shape.id, '@opaque', constant(opaque), state);
  for (const { key, args, maker } of [...decorations].reverse()) {
    if (key === '@nestjs/common#SetMetadata') setMetadata(m, shape.id, tokenOf(m, args[0]), args[1] ?? undefinedValue, state);
    if (maker?.callee === '@nestjs/core#Reflector.createDecorator')
      setMetadata(m, shape.id, `made ${maker.at.file} ${maker.at.start}`, args[0] ?? m.makeObject(state, {}), state);
  }
  return value;
}

function setMetadata(m: Machine, id: ObjectId, token: string | undefined, value: Value, state: State): void {
  if (token === undefined) m.setField(id, '@opaque', constant(true), state);
  else m.setField(id, `@meta ${token}`, value, state);
}

/** Runs a decorator that is a function of the workspace on something to mark, and gives what it left there. */
export function runDecorator(m: Machine, decorator: Value, at: Location, state: State): readonly Decoration[] | undefined {
  const target = m.makeObject(state, { [marks]: m.makeArray(state, []) }, { kind: 'plain', open: true });
  const descriptor = m.makeObject(state, { value: target, [marks]: m.makeArray(state, []) });
  applyDecorator(m, decorator, [target, constant('member'), descriptor], at, state);
  return [target, descriptor].flatMap((value) => {
    const [shape] = value.shapes;
    const left = shape?.k === 'object' ? m.getField(shape.id, marks, state) : undefined;
    return (left === undefined ? [] : (elementsOf(m, left, state) ?? [])).flatMap((element): Decoration[] => {
      const [made] = element.shapes;
      return made?.k === 'library' && made.made !== undefined ? [{ key: made.made.callee, args: made.made.args, at, direct: false }] : [];
    });
  });
}

/** How Nest opens up decorators. */
export const nestDecorators = (m: Machine): DecoratorKinds => ({
  composite: new Set(['@nestjs/common#applyDecorators']),
  runs: (decorator, at, state) => runDecorator(m, decorator, at, state),
});

/** Decorators of Nest that functions of the workspace apply themselves: `UseGuards(Guard)(target, key, descriptor)`. */
const applicable = [
  'SetMetadata',
  'UseGuards',
  'UseInterceptors',
  'UsePipes',
  'Controller',
  'Get',
  'Post',
  'Put',
  'Patch',
  'Delete',
  'All',
];

/** Hooks what reads and writes metadata. */
export function watchMetadata(m: Machine): void {
  for (const name of applicable)
    m.callHooks.set(`@nestjs/common#${name}()`, (event, state) => {
      if (event.made !== undefined)
        leaveMark(m, event.args, shaped({ k: 'library', key: `@nestjs/common#${name}()`, made: event.made }), state);
      return undefinedValue;
    });
  m.callHooks.set('global#Reflect.defineMetadata', (event, state) => {
    const [key = anything, value = anything, target] = event.args;
    const callee = '@nestjs/common#SetMetadata';
    const made = { callee, args: [key, value], at: event.at, options: [] };
    leaveMark(m, target === undefined ? [] : [target], shaped({ k: 'library', key: `${callee}()`, made }), state);
    return undefinedValue;
  });
  m.callHooks.set('global#Reflect.getMetadata', (event, state) => read(m, event, event.args[1], state));
  m.callHooks.set(`${reflector}.get`, (event, state) => read(m, event, event.args[1], state));
  m.callHooks.set(`${reflector}.getAllAndOverride`, (event, state) => {
    let result: Value | undefined;
    for (const target of targetsOf(m, event, state)) {
      const value = read(m, event, target, state);
      const missing = sameData(value, undefinedValue);
      if (!missing) result = result === undefined ? value : joinValues(result, value);
      if (!missing && !value.open) break;
    }
    return result ?? undefinedValue;
  });
  for (const name of ['getAll', 'getAllAndMerge'])
    m.callHooks.set(`${reflector}.${name}`, (event, state) => {
      const values = targetsOf(m, event, state).map((target) => read(m, event, target, state));
      const there = values.filter((value) => !sameData(value, undefinedValue));
      return m.makeArray(
        state,
        name === 'getAll' ? values : there.flatMap((value) => elementsOf(m, value, state) ?? [value]),
        there.some((value) => value.open),
      );
    });
}

function leaveMark(m: Machine, targets: readonly Value[], mark: Value, state: State): void {
  for (const target of [...targets].reverse()) {
    const [shape] = target.shapes;
    const left = shape?.k === 'object' ? m.getField(shape.id, marks, state) : undefined;
    const [array] = left?.shapes ?? [];
    if (array?.k !== 'object') continue;
    m.setField(array.id, String(m.info(array.id).fields.size), mark, state);
    return;
  }
}

function targetsOf(m: Machine, event: CallEvent, state: State): readonly Value[] {
  const [, targets] = event.args;
  return targets === undefined ? [] : (elementsOf(m, targets, state) ?? [anything]);
}

function read(m: Machine, event: CallEvent, target: Value | undefined, state: State): Value {
  const [shape, more] = target?.shapes ?? [];
  const [key] = event.args;
  const token = tokenOf(m, key);
  if (shape?.k !== 'object' || more !== undefined || token === undefined) return anything;
  const ignored = m.getField(shape.id, '@ignored', state);
  const opaque = m.getField(shape.id, '@opaque', state);
  if (opaque === undefined) return anything;
  const value = m.getField(shape.id, `@meta ${token}`, state);
  if (value === undefined) return truthiness(opaque) === false && !token.startsWith('export ') ? undefinedValue : anything;
  if (ignored !== undefined) return undefinedValue;
  tellRoles(m, token, key, value, event.at, state);
  m.setField(shape.id, '@read', constant(true), state);
  return value;
}

/** `@Roles('admin')` as the guard reads it. */
function tellRoles(m: Machine, token: string, key: Value | undefined, value: Value, at: Location, state: State): void {
  const name = findString(key ?? anything) ?? token;
  if (!isAboutRights(name)) return;
  for (const item of elementsOf(m, value, state) ?? [value]) {
    const role: Primitive | undefined = findString(item);
    if (typeof role === 'string') m.listener?.({ kind: 'role', role, at });
  }
}
