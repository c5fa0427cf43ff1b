import { findString, inputValue, type Machine, presentedCredential, type Shape, type State, shaped } from '../../flow/index.ts';
import type { Step } from '../framework.ts';
import type { Context } from './context.ts';

type LibraryShape = Extract<Shape, { k: 'library' }>;

/** Facts of @elysiajs/jwt 1.4.2 and @elysiajs/bearer 1.4.4: fields that they add to the context. False for other plugins. */
export function addPlugin(m: Machine, shape: LibraryShape, context: Context, step: Step, state: State): boolean {
  const made = shape.made?.callee ?? '';
  if (made === '@elysiajs/jwt#jwt' || made === '@elysiajs/jwt#default') {
    const [options] = shape.made?.args[0]?.shapes ?? [];
    const name = options?.k === 'object' ? m.getField(options.id, 'name', state) : undefined;
    const field = name === undefined ? 'jwt' : findString(name);
    if (field !== undefined) m.setField(context.id, field, shaped({ k: 'library', key: '@elysiajs/jwt#<jwt>' }), state);
    return true;
  }
  if (made === '@elysiajs/bearer#bearer' || made === '@elysiajs/bearer#default') {
    const token = inputValue(m, 'headers', 'authorization', step.at);
    m.setField(context.id, 'bearer', presentedCredential(m, token, 'headers', 'authorization', step.at), state);
    return true;
  }
  return false;
}
