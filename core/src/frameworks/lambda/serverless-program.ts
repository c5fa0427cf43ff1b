import { findConstant, type Machine, type Value } from '../../flow/index.ts';
import type { AdapterHost } from '../framework.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointsOf } from './serverless-file.ts';

/** Routes of the Serverless Framework where the configuration is a program: `serverless.ts`. */
export function programEndpoints(host: AdapterHost): readonly Endpoint[] {
  const m = host.machine;
  return host.files.flatMap((file): readonly Endpoint[] => {
    if (!isServerlessProgram(file)) return [];
    const config = m.exported(file, 'default', m.base);
    return config === undefined ? [] : endpointsOf(dataOf(m, config, 0), (value) => value, { file, start: 0, end: 0 });
  });
}

export const isServerlessProgram = (path: string): boolean => /(^|\/)serverless\.(?:ts|js|mjs|cjs)$/.test(path);

const deepest = 8;

/** The data that a value holds, as far as it is known; scalars as text. */
function dataOf(m: Machine, value: Value, depth: number): unknown {
  const constant = findConstant(value)?.value;
  if (constant !== undefined) return String(constant);
  const [shape] = value.shapes;
  if (shape?.k !== 'object' || depth > deepest) return undefined;
  const { kind, fields } = m.info(shape.id);
  const members = [...fields].flatMap((name) => {
    const member = m.getField(shape.id, name, m.base);
    return member === undefined ? [] : [[name, dataOf(m, member, depth + 1)] as const];
  });
  return kind === 'array' ? members.map(([, member]) => member) : Object.fromEntries(members);
}
