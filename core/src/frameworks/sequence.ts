import { type Machine, render, type Value } from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import { type Expression, walkFile } from '../syntax/index.ts';
import { functionOf } from './exports.ts';
import type { Step } from './framework.ts';

/** The functions that `sequence(first, second)` makes one of, sequences in sequences included. `callee`: the key of that function. */
export function sequenceSteps(m: Machine, value: Value, callee: string, name: string, at: Location): readonly Step[] {
  const [shape, more] = value.shapes;
  const made = shape?.k === 'library' && more === undefined ? shape.made : undefined;
  if (made?.callee !== callee) return [{ value, name, at: functionOf(m, value) ?? at, mount: '', role: 'middleware', shared: true }];
  const written = argumentsAt(m, made.at);
  return made.args.flatMap((arg, index) => {
    const expression = written[index];
    const place = expression === undefined ? made.at : { file: made.at.file, start: expression.start, end: expression.end };
    return sequenceSteps(m, arg, callee, expression === undefined ? name : render(expression), place);
  });
}

/** The arguments of the call that stands there. */
function argumentsAt(m: Machine, at: Location): readonly Expression[] {
  const facts = m.program.facts(at.file);
  let found: readonly Expression[] = [];
  if (facts !== undefined)
    walkFile(facts, (e) => {
      if (e.k === 'call' && e.start === at.start && e.end === at.end) found = e.args;
    });
  return found;
}
