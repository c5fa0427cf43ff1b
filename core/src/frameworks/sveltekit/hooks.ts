import { type Machine, render, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { type Expression, walkFile } from '../../syntax/index.ts';
import { exportOf, functionOf } from '../exports.ts';
import type { AdapterHost, Step } from '../framework.ts';
import { findPresent } from '../present.ts';

/** The functions that `handle` of the hooks' file is, one after the other. */
export function hookSteps(host: AdapterHost, path: string): readonly Step[] {
  const m = host.machine;
  const file = findPresent(host, [`${path}.ts`, `${path}.js`, `${path}/index.ts`, `${path}/index.js`]);
  const facts = file === undefined ? undefined : host.facts(file);
  const exported = facts === undefined ? undefined : exportOf(facts, 'handle');
  const value = file === undefined || exported === undefined ? undefined : m.exported(file, 'handle', m.base);
  if (file === undefined || exported === undefined || value === undefined) return [];
  return stepsOf(m, value, 'handle', { file, start: exported.start, end: exported.end });
}

/** `sequence(first, second)`, sequences in sequences included. */
function stepsOf(m: Machine, value: Value, name: string, at: Location): readonly Step[] {
  const [shape, more] = value.shapes;
  const made = shape?.k === 'library' && more === undefined ? shape.made : undefined;
  if (made?.callee === '@sveltejs/kit/hooks#sequence') {
    const written = argumentsOf(m, made.at);
    return made.args.flatMap((arg, index) => {
      const expression = written[index];
      const place = expression === undefined ? made.at : { file: made.at.file, start: expression.start, end: expression.end };
      return stepsOf(m, arg, expression === undefined ? name : render(expression), place);
    });
  }
  const own = functionOf(m, value);
  return [{ value, name, at: own ?? at, mount: '', role: 'middleware', shared: true, phase: 'handle' }];
}

/** The arguments of the call that stands there. */
function argumentsOf(m: Machine, at: Location): readonly Expression[] {
  const facts = m.program.facts(at.file);
  let found: readonly Expression[] = [];
  if (facts !== undefined)
    walkFile(facts, (e) => {
      if (e.k === 'call' && e.start === at.start && e.end === at.end) found = e.args;
    });
  return found;
}
