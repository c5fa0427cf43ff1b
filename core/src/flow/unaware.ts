import { firstOfRun } from './ledger.ts';
import type { Closure, Shape, Value } from './value.ts';

/**
 * True for a call that can see nothing of the request but what the platform tells everybody (`cookies()`): its function
 * closes over variables of the setup, and all that it is given was there before the request came.
 */
export function isUnaware({ frame, self, bound = [] }: Closure, given: readonly Value[]): boolean {
  if (frame !== undefined && frame.id >= firstOfRun) return false;
  return [...given, ...bound, ...(self === undefined ? [] : [self])].every(isOfSetup);
}

function isOfSetup(value: Value): boolean {
  return !value.open && value.taints.length === 0 && value.credential === undefined && value.shapes.every(isShapeOfSetup);
}

function isShapeOfSetup(shape: Shape): boolean {
  switch (shape.k) {
    case 'constant':
    case 'regex':
      return true;
    case 'object':
      return shape.id < firstOfRun;
    case 'closure':
      return isUnaware(shape.closure, []);
    case 'class':
      return shape.frame.id < firstOfRun;
    case 'library':
      return shape.made === undefined && (shape.receiver === undefined || isOfSetup(shape.receiver));
    default:
      return false;
  }
}
