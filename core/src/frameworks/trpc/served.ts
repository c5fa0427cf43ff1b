import { evaluate, type Machine, type ObjectId, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Expression, FileFacts, FunctionId } from '../../syntax/facts.ts';
import { walkStatements } from '../../syntax/walk.ts';
import { frameOf } from '../frames.ts';
import type { AdapterHost } from '../framework.ts';
import { keys, requestsOf } from './library.ts';
import { objectsOf } from './notes.ts';

/** Whose requests they are. */
export type Requests = 'web' | 'hono' | 'node';

/** How a router is served: what makes the context of its procedures. */
export interface Served {
  readonly createContext: Value;
  readonly at: Location;
  readonly requests: Requests;
}

/**
 * How routers are served, by router. Whatever adapter is given `{ router, createContext }`, at setup or in a handler: the
 * two stand in one object literal.
 */
export function findServed(host: AdapterHost): ReadonlyMap<ObjectId, readonly Served[]> {
  const found = new Map<ObjectId, Served[]>();
  for (const file of host.files) {
    if (host.text(file)?.includes('createContext') !== true) continue;
    const facts = host.facts(file);
    facts?.functions.forEach((fn, id) => {
      walkStatements(fn.body, (e, around) => {
        if (e.k === 'object') note(host.machine, found, file, facts, id, e, around);
      });
    });
  }
  return found;
}

function note(
  m: Machine,
  found: Map<ObjectId, Served[]>,
  file: string,
  facts: FileFacts,
  fn: FunctionId,
  e: Extract<Expression, { k: 'object' }>,
  around: readonly Expression[],
): void {
  const router = e.props.find((prop) => prop.key === 'router');
  const context = e.props.find((prop) => prop.key === 'createContext');
  if (router === undefined || context === undefined) return;
  const frame = frameOf(m, file, facts, fn);
  if (frame === undefined) return;
  const activation = { frame, exits: [], loops: [] };
  const at = { file, start: context.value.start, end: context.value.end };
  const createContext = evaluate(m, context.value, activation, m.base);
  const requests =
    around
      .map((outer) => (outer.k === 'call' || outer.k === 'new' ? requestsOf.get(packageOf(facts, outer)) : undefined))
      .find((found) => found !== undefined) ?? 'node';
  for (const id of objectsOf(evaluate(m, router.value, activation, m.base))) {
    if (m.info(id).key !== keys.router) continue;
    found.set(id, [...(found.get(id) ?? []), { createContext, at, requests }]);
  }
}

/** The package whose function is called, or given to the call (`register(plugin, …)`). */
function packageOf(facts: FileFacts, call: Extract<Expression, { k: 'call' | 'new' }>): string {
  const callee = call.callee.k === 'name' ? facts.bindings[call.callee.binding]?.import : undefined;
  return callee?.specifier ?? '';
}
