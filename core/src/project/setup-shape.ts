import { hash } from '../base/hash.ts';
import type { FileFacts } from '../syntax/index.ts';

/**
 * What a file contributes to setting the application up: its module body and the functions that ran during setup,
 * without positions. While it stays the same, routes of other files keep what was found about them.
 */
export function setupShape(facts: FileFacts, visited: ReadonlySet<string>): string {
  const functions = facts.functions.filter((_, id) => id === 0 || visited.has(`${facts.path}:${id}`));
  const declared = facts.bindings.filter((b) => b.scope === 0);
  return hash(JSON.stringify([facts.exports, facts.classes, declared, functions.map((fn) => [fn.params, fn.body])], withoutPositions));
}

const positions = new Set(['start', 'end', 'bodyStart', 'bodyEnd', 'propertyStart', 'templateStart']);

function withoutPositions(key: string, value: unknown): unknown {
  return positions.has(key) ? undefined : value;
}
