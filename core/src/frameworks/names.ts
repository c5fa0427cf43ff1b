import { findConstant, type Machine, type Value } from '../flow/index.ts';

/** The name of a class, or of the class of an instance. */
export function className(m: Machine, value: Value): string | undefined {
  const [shape] = value.shapes;
  const target = shape?.k === 'object' ? m.info(shape.id).class : shape?.k === 'class' ? shape : undefined;
  const name = target === undefined ? undefined : m.classFacts(target.file, target.class)?.name;
  return name === '' ? undefined : name;
}

/** What a decorator was given, as it reads: `RolesGuard`, `AuthGuard('jwt')`; `otherwise` for functions without a name. */
export function describeValue(m: Machine, value: Value, otherwise: string): string {
  const own = className(m, value) ?? functionName(m, value);
  const [shape] = value.shapes;
  if (own !== undefined || shape?.k !== 'library') return own ?? otherwise;
  const { made, key } = shape;
  const name = (made?.callee ?? key).split('#').at(-1)?.split('.').at(-1) ?? key;
  if (made === undefined) return name;
  const args = made.args.map((arg) => {
    const known = findConstant(arg);
    return known === undefined ? '…' : typeof known.value === 'string' ? `'${known.value}'` : String(known.value);
  });
  return `${made.callee.startsWith('new ') ? 'new ' : ''}${name}(${args.join(', ')})`;
}

function functionName(m: Machine, value: Value): string | undefined {
  const [shape] = value.shapes;
  const name = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.name : undefined;
  return name === '' ? undefined : name;
}
