import type { ClassShape, Machine, State } from '../../flow/index.ts';
import { classesOf, type Method } from '../classes.ts';
import { type Decoration, type DecoratorKinds, decorationsOf } from '../decorators.ts';

const own = 'routing-controllers#';

/** Decorators are functions of the package; those of the workspace call them. */
export const kinds: DecoratorKinds = { composite: new Set() };

/** The key of a decorator without the package. */
export const nameOf = ({ key }: Decoration): string | undefined => (key.startsWith(own) ? key.slice(own.length) : undefined);

/** A class's own decorators: those of classes that it extends are not asked for. */
export function classDecorations(m: Machine, { file, class: id, frame }: Omit<ClassShape, 'k'>, state: State): readonly Decoration[] {
  return decorationsOf(m, m.classFacts(file, id)?.decorators ?? [], file, frame, kinds, state).list;
}

/** The decorators by which a method is a route: those that the class inherits count. */
export function routeDecorations(m: Machine, { member, owner }: Method, state: State): readonly Decoration[] {
  return decorationsOf(m, member.decorators, owner.file, owner.frame, kinds, state).list;
}

/** The decorators of a method that guard it or run before it: for a class that inherits the method they have no effect. */
export function effectiveDecorations(m: Machine, target: Omit<ClassShape, 'k'>, method: Method, state: State): readonly Decoration[] {
  const inherited = method.owner.file !== target.file || method.owner.class !== target.class;
  return inherited ? [] : routeDecorations(m, method, state);
}

const named = { controller: ['Controller', 'JsonController'], middleware: ['Middleware'] } as const;

/** The decorator by which a class is a controller or a middleware. */
export function hasDecorator(m: Machine, target: ClassShape, kind: keyof typeof named): Decoration | undefined {
  return classDecorations(m, target, m.base).find((decoration) => named[kind].some((name) => name === nameOf(decoration)));
}

/** The controllers or the middleware that a file declares. */
export function decorated(m: Machine, file: string, kind: keyof typeof named): readonly ClassShape[] {
  const hasSome = m.program.facts(file)?.classes.some(({ decorators }) => decorators.length > 0) === true;
  return hasSome ? classesOf(m, file).filter((target) => hasDecorator(m, target, kind) !== undefined) : [];
}
