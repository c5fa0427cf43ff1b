import type { Location } from '../model/index.ts';
import type { Expression, FileFacts } from '../syntax/facts.ts';
import { walkStatements } from '../syntax/walk.ts';
import { invoke } from './calls.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { findString, type Value } from './value.ts';

/**
 * `hooks.callAll('createServer', { app })`: an application is handed to whoever goes by a name, through a registry that is
 * filled from data. Functions that the workspace exports under that name are called with the same arguments.
 */
export function callByName(m: Machine, args: readonly Value[], receiver: Value | undefined, at: Location, state: State): void {
  const [first] = args;
  const name = first === undefined ? undefined : findString(first);
  if (name === undefined || !/^[A-Za-z_$][\w$]{3,}$/.test(name)) return;
  if (holdsInstance(m, receiver, state, 1) || !args.slice(1).some((arg) => holdsInstance(m, arg, state, 0))) return;
  for (const file of m.program.filesNaming(name)) {
    const facts = m.program.facts(file);
    if (facts === undefined || !exportsName(facts, name)) continue;
    for (const shape of m.exported(file, name, state)?.shapes ?? []) {
      if (shape.k !== 'closure' || m.ledger.hasVisited(`${shape.closure.file}:${shape.closure.fn}`)) continue;
      m.withFreshBudget(() => {
        const there = state.fork();
        const not = state.fork();
        invoke(m, { closure: shape.closure, args, at, state: there, open: true });
        state.join(there, not);
      });
    }
  }
}

/** True for an application or router, or a plain object that holds one. */
function holdsInstance(m: Machine, value: Value | undefined, state: State, depth: number): boolean {
  return (value?.shapes ?? []).some((shape) => {
    if (shape.k !== 'object') return false;
    if (m.isInstance(shape.id)) return true;
    const info = m.info(shape.id);
    return (
      depth === 0 && info.kind === 'plain' && [...info.fields].some((name) => holdsInstance(m, m.getField(shape.id, name, state), state, 1))
    );
  });
}

/** `export const name`, `exports.name = …`, `module.exports = { name }`. */
function exportsName(facts: FileFacts, name: string): boolean {
  if (facts.exports.some((e) => e.kind !== 'star' && e.name === name)) return true;
  let found = false;
  const isExports = (e: Expression): boolean =>
    (e.k === 'name' && e.name === 'exports') ||
    (e.k === 'member' && e.property === 'exports' && e.object.k === 'name' && e.object.name === 'module');
  walkStatements(facts.functions[0]?.body ?? [], (e) => {
    if (e.k !== 'assign' || e.target.p !== 'target') return;
    const target = e.target.expression;
    if (target.k === 'member' && target.property === name && isExports(target.object)) found = true;
    if (isExports(target) && e.value.k === 'object' && e.value.props.some((prop) => prop.key === name)) found = true;
  });
  return found;
}
