import type { Machine, Value } from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import type { ExportFact, FileFacts } from '../syntax/facts.ts';

/** Handlers that a file exports under agreed names. */

/** An export of that name, or a star through which it may come. */
export function exportOf(facts: FileFacts, name: string): ExportFact | undefined {
  return (
    facts.exports.find((e) => e.kind !== 'star' && e.name === name) ?? facts.exports.find((e) => e.kind === 'star' && name !== 'default')
  );
}

/** The head of the function that a value is. */
export function functionOf(m: Machine, value: Value): Location | undefined {
  for (const shape of value.shapes) {
    if (shape.k !== 'closure') continue;
    const { file } = shape.closure;
    const fn = m.program.facts(file)?.functions[shape.closure.fn];
    if (fn !== undefined) return { file, start: fn.start, end: Math.min(fn.bodyStart, fn.end) };
  }
  return undefined;
}
