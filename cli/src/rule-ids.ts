import type { RuleMeta } from '#core';
import { findNearest, openSession } from '#core';
import { CommandError } from './command-error.ts';

/** Every rule of the engine, sorted by id. */
export function listRules(): readonly RuleMeta[] {
  return openSession({ paths: [], read: () => undefined }).rules;
}

/** Throws for the first id that names no rule. */
export function checkRules(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const known = listRules().map((rule) => rule.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new CommandError(toUnknownRule(unknown, known));
}

/** "there is no rule 'sql-inject'; did you mean 'sql-injection'?" */
export function toUnknownRule(id: string, known: readonly string[]): string {
  const nearest = findNearest(id, known);
  return `there is no rule '${id}'; ${nearest === undefined ? `the rules are ${known.join(', ')}` : `did you mean '${nearest}'?`}`;
}
