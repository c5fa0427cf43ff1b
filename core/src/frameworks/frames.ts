import type { Machine } from '../flow/index.ts';
import type { FileFacts, FunctionId } from '../syntax/facts.ts';

/** A frame for code that may not run at setup: of the functions around it, parameters are what their types say, and variables unknown. */
export function frameOf(m: Machine, file: string, facts: FileFacts, fn: FunctionId): ReturnType<Machine['moduleFrame']> {
  if (fn <= 0) return m.moduleFrame(file);
  const own = facts.functions[fn];
  const frame = m.newFrame(file, fn, frameOf(m, file, facts, own?.parent ?? 0), undefined);
  for (const { pattern, type } of own?.params ?? []) {
    const cell = pattern.p === 'bind' ? m.cell(frame, pattern.binding) : undefined;
    const value = m.annotated(type, file);
    if (cell !== undefined && value !== undefined) m.base.store.set(cell, value);
  }
  return frame;
}
