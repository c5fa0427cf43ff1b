import type { Machine } from '../flow/index.ts';
import { type BindingId, type FileFacts, walkStatements } from '../syntax/index.ts';

/** By function, the names of its module that it uses and the modules it loads. */
export type UsedNames = WeakMap<FileFacts, readonly FunctionUse[]>;

interface FunctionUse {
  readonly fn: number;
  readonly names: readonly BindingId[];
  readonly specifiers: readonly string[];
}

type Kind = 'makes' | 'uses' | 'takes';

/**
 * Functions that make an application, use one of the module's or take one, and that no code of the workspace calls: they
 * are run on their own. Those that make one come first: they call the others.
 */
export function runUncalled(
  m: Machine,
  files: ReadonlySet<string>,
  usedNames: UsedNames,
  facts: (file: string) => FileFacts | undefined,
): void {
  const visited = new Set<string>();
  for (const unit of m.ledger.all()) if (facts(unit.key) !== undefined) for (const id of unit.functions) visited.add(id);
  for (const kind of ['makes', 'uses', 'takes'] as const) {
    for (const file of files) {
      const known = facts(file);
      if (known === undefined) continue;
      for (const use of usesOf(known, usedNames)) {
        const id = `${file}:${use.fn}`;
        const key = `${kind} ${id}`;
        if (visited.has(id) || !isOfKind(m, known, use, file, files, kind)) m.ledger.takeOut([key]);
        else if (!m.ledger.has(key)) m.runUnit(key, () => runAlone(m, file, use.fn));
        for (const other of m.ledger.get(key)?.functions ?? []) visited.add(other);
      }
    }
  }
}

function runAlone(m: Machine, file: string, fn: number): void {
  const frame = m.moduleFrame(file);
  const facts = m.program.facts(file)?.functions[fn];
  if (frame === undefined || facts === undefined) return;
  const args = m.calledByFramework.find((one) => one.recognises(file, fn))?.args(file) ?? [];
  m.invoke({ closure: { file, fn, frame }, args, at: { file, start: facts.start, end: facts.end }, state: m.base, open: true });
}

function usesOf(facts: FileFacts, usedNames: UsedNames): readonly FunctionUse[] {
  const known = usedNames.get(facts);
  if (known !== undefined) return known;
  const uses = facts.functions.flatMap((fn, id) => (id !== 0 && fn.parent === 0 ? [useOf(facts, id)] : []));
  usedNames.set(facts, uses);
  return uses;
}

function useOf(facts: FileFacts, fn: number): FunctionUse {
  const names = new Set<BindingId>();
  const specifiers = new Set<string>();
  walkStatements(facts.functions[fn]?.body ?? [], (e) => {
    if (e.k === 'name' && facts.bindings[e.binding]?.scope === 0) names.add(e.binding);
    if (e.k === 'module') specifiers.add(e.specifier);
  });
  return { fn, names: [...names], specifiers: [...specifiers] };
}

function isOfKind(m: Machine, facts: FileFacts, use: FunctionUse, file: string, files: ReadonlySet<string>, kind: Kind): boolean {
  if (kind === 'takes') return takesInstance(m, facts, use.fn, file) || m.calledByFramework.some((one) => one.recognises(file, use.fn));
  if (kind === 'makes' && use.specifiers.some((specifier) => makesInstances(m, file, specifier))) return true;
  return use.names.some((name) => {
    const binding = facts.bindings[name];
    if (binding?.import !== undefined) {
      if (binding.import.typeOnly) return false;
      if (makesInstances(m, file, binding.import.specifier)) return kind === 'makes';
      const target = m.program.resolve(file, binding.import.specifier);
      if (target.kind !== 'file' || !files.has(target.path)) return false;
    }
    const frame = m.moduleFrame(file);
    const shapes = binding === undefined || frame === undefined ? [] : m.readBinding(binding, name, frame, m.base).shapes;
    return shapes.some((shape) =>
      kind === 'makes' ? shape.k === 'library' && isModule(m, shape.key) : shape.k === 'object' && m.isInstance(shape.id),
    );
  });
}

/** `const express = require('express')`: the module itself, or an export of it. */
const isModule = (m: Machine, key: string): boolean => /^[^#]*#[\w.]*$/.test(key) && m.instanceModules.has(`${key.split('#')[0] ?? ''}#`);

/** True where the specifier leads to a package that makes applications. */
function makesInstances(m: Machine, file: string, specifier: string): boolean {
  const target = m.program.resolve(file, specifier);
  return target.kind === 'package' && m.instanceModules.has(m.catalog.moduleKey(target.module));
}

/** True for functions with a parameter of a type that an adapter makes instances for. */
function takesInstance(m: Machine, facts: FileFacts, id: number, file: string): boolean {
  return (facts.functions[id]?.params ?? []).some((param) => {
    const [shape] = (param.type === undefined ? undefined : m.annotated(param.type, file))?.shapes ?? [];
    return shape?.k === 'object';
  });
}
