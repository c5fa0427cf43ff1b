import { type Machine, shaped, type Value } from '../../flow/index.ts';
import { type FileFacts, noBinding } from '../../syntax/facts.ts';
import type { AdapterHost, RouteDraft } from '../framework.ts';
import { insertionOf } from '../insertion.ts';

/** Server actions: every export of a file that begins with 'use server', and functions whose body does. */
export function collectActions({ machine }: AdapterHost, file: string, facts: FileFacts): readonly RouteDraft[] {
  const drafts: RouteDraft[] = [];
  if (facts.prologue.includes('use server')) {
    for (const exported of facts.exports) {
      if (exported.kind === 'star' || exported.typeOnly || (exported.kind === 'local' && exported.binding === noBinding)) continue;
      const value = machine.exported(file, exported.name, machine.base);
      if (value === undefined || !value.shapes.some((s) => s.k === 'closure' || s.k === 'library')) continue;
      drafts.push(draftOf(machine, exported.name, file, exported, value));
    }
  }
  facts.functions.forEach((fn, id) => {
    if (id === 0 || !fn.prologue.includes('use server')) return;
    // The variables of the functions around it are unknown.
    const value = shaped({ k: 'closure', closure: { file, fn: id, frame: frameOf(machine, file, facts, fn.parent) } });
    drafts.push(
      draftOf(machine, fn.name === '' ? 'action' : fn.name, file, { start: fn.start, end: Math.min(fn.bodyStart, fn.end) }, value),
    );
  });
  return drafts;
}

function frameOf(m: Machine, file: string, facts: FileFacts, fn: number): ReturnType<Machine['newFrame']> | undefined {
  if (fn <= 0) return m.moduleFrame(file);
  return m.newFrame(file, fn, frameOf(m, file, facts, facts.functions[fn]?.parent ?? 0), undefined);
}

function draftOf(m: Machine, name: string, file: string, at: { readonly start: number; readonly end: number }, value: Value): RouteDraft {
  const location = { file, start: at.start, end: at.end };
  const insertion = insertionOf(m, value);
  return {
    framework: 'next',
    method: 'ACTION',
    path: name,
    at: location,
    steps: [{ value, name, at: location, mount: '', role: 'handler', phase: 'action' }],
    later: [],
    file,
    group: `next:${file}`,
    ...(insertion !== undefined && { insertion }),
  };
}
