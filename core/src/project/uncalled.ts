import type { Machine, Reads } from '../flow/index.ts';
import { type BindingId, type FileFacts, walkStatements } from '../syntax/index.ts';

/** What is known of the functions of files from one revision to the next. */
export interface KnownFunctions {
  /** By function, the names of its module that it uses and the modules it loads. */
  readonly uses: WeakMap<FileFacts, readonly FunctionUse[]>;
  /** The files for which `ofKind` was worked out. */
  among: ReadonlySet<string> | undefined;
  /** By file, the functions that are of a kind, and what was read to tell. */
  readonly ofKind: Readonly<
    Record<Kind, Map<string, { readonly facts: FileFacts; readonly reads: Reads; readonly functions: readonly number[] }>>
  >;
}

export const knownFunctions = (): KnownFunctions => ({
  uses: new WeakMap(),
  among: undefined,
  ofKind: { makes: new Map(), uses: new Map(), takes: new Map() },
});

interface FunctionUse {
  readonly fn: number;
  readonly names: readonly BindingId[];
  readonly specifiers: readonly string[];
}

type Kind = (typeof kinds)[number];

/**
 * Functions that make an application, use one of the module's or take one, and that no code of the workspace calls: they
 * are run on their own. Those that make one come first: they call the others.
 */
export function runUncalled(
  m: Machine,
  files: ReadonlySet<string>,
  known: KnownFunctions,
  changed: ReadonlySet<string>,
  facts: (file: string) => FileFacts | undefined,
): void {
  if (known.among !== files) for (const kind of kinds) known.ofKind[kind].clear();
  known.among = files;
  const visited = new Set<string>();
  for (const unit of m.ledger.all()) if (facts(unit.key) !== undefined) for (const id of unit.functions) visited.add(id);
  for (const kind of kinds) {
    const ids = new Map<string, { readonly file: string; readonly fn: number }>();
    for (const file of files)
      for (const fn of functionsOf(m, file, files, kind, known, changed, facts)) ids.set(`${file}:${fn}`, { file, fn });
    const before = [...m.ledger.all()].flatMap(({ key }) => (key.startsWith(`${kind} `) ? [key] : []));
    m.ledger.takeOut(before.filter((key) => !ids.has(key.slice(kind.length + 1))));
    for (const [id, { file, fn }] of ids) {
      const key = `${kind} ${id}`;
      if (visited.has(id)) m.ledger.takeOut([key]);
      else if (!m.ledger.has(key)) m.runUnit(key, () => runAlone(m, file, fn));
      for (const other of m.ledger.get(key)?.functions ?? []) visited.add(other);
    }
  }
}

const kinds = ['makes', 'uses', 'takes'] as const;

/** The functions of the file that are of the kind; worked out again where something that was read to tell is not what it was. */
function functionsOf(
  m: Machine,
  file: string,
  files: ReadonlySet<string>,
  kind: Kind,
  { uses, ofKind }: KnownFunctions,
  changed: ReadonlySet<string>,
  factsOf: (file: string) => FileFacts | undefined,
): readonly number[] {
  const facts = factsOf(file);
  if (facts === undefined) return [];
  const known = ofKind[kind].get(file);
  if (known?.facts === facts && isUntouched(m, known.reads, changed)) return known.functions;
  const before = m.reads;
  const reads: Reads = { files: new Set(), units: new Set(), functions: new Set() };
  m.reads = reads;
  const functions = usesOf(facts, uses).flatMap((use) => (isOfKind(m, facts, use, file, files, kind) ? [use.fn] : []));
  m.reads = before;
  ofKind[kind].set(file, { facts, reads, functions });
  return functions;
}

function isUntouched(m: Machine, { files, units }: Reads, changed: ReadonlySet<string>): boolean {
  for (const file of changed) if (files.has(file)) return false;
  for (const unit of m.ledger.disturbed) if (units.has(unit)) return false;
  return true;
}

function runAlone(m: Machine, file: string, fn: number): void {
  const frame = m.moduleFrame(file);
  const facts = m.program.facts(file)?.functions[fn];
  if (frame === undefined || facts === undefined) return;
  const args = m.calledByFramework.find((one) => one.recognises(file, fn))?.args(file) ?? [];
  m.invoke({ closure: { file, fn, frame }, args, at: { file, start: facts.start, end: facts.end }, state: m.base, open: true });
}

function usesOf(facts: FileFacts, usedNames: KnownFunctions['uses']): readonly FunctionUse[] {
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
