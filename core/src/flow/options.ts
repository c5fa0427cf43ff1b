import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { Primitive, Value } from './value.ts';

/** Constant fields of the argument objects of a call, by their dotted path, for rows that depend on options. */
export function optionsOf(m: Machine, args: readonly Value[], state: State): readonly ReadonlyMap<string, Primitive | 'present'>[] {
  return args.map((arg) => {
    const options = new Map<string, Primitive | 'present'>();
    collect(m, arg, '', state, options);
    return options;
  });
}

/** Two levels deep. */
function collect(m: Machine, value: Value, prefix: string, state: State, options: Map<string, Primitive | 'present'>): void {
  for (const shape of value.shapes) {
    if (shape.k !== 'object') continue;
    for (const name of m.info(shape.id).fields) {
      const field = m.getField(shape.id, name, state);
      const [only, more] = field?.shapes ?? [];
      options.set(`${prefix}${name}`, only?.k === 'constant' && more === undefined ? only.value : 'present');
      if (field !== undefined && prefix === '') collect(m, field, `${name}.`, state, options);
    }
  }
}
