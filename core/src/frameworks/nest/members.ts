import type { ClassShape, Machine, State } from '../../flow/index.ts';
import { decorationsOfClass, decorationsOfMethod, type Method } from '../classes.ts';
import type { Decorations } from '../decorators.ts';
import { nestDecorators } from './metadata.ts';

/** The decorators of a class, as metadata is inherited. */
export const classDecorations = (m: Machine, target: ClassShape, state: State): Decorations =>
  decorationsOfClass(m, target, nestDecorators(m), state);

/** The decorators of a method. */
export const methodDecorations = (m: Machine, method: Method, state: State): Decorations =>
  decorationsOfMethod(m, method, nestDecorators(m), state);
