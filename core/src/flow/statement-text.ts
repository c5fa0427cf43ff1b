/** What an SQL statement does with its parameters, read off its text. Only keywords and placeholders matter here. */

export type ParameterAccess = 'read' | 'write' | 'delete';

/** Text that begins as a statement does. */
export const statementStart = /^\s*(select|insert|update|delete|replace|merge|with|call|exec|create|alter|drop)\b/i;

/**
 * What happens to parameter `index` (0-based) of a statement of which `text` is known, `whole` or only its start:
 * values of INSERT and of UPDATE's SET are kept, everything in a WHERE is only compared.
 */
export function parameterAccess(text: string, whole: boolean, index: number): ParameterAccess {
  const verb = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase();
  if (verb === 'DELETE') return 'delete';
  if (verb === undefined || !/^(INSERT|UPDATE|REPLACE|MERGE)$/.test(verb)) return 'read';
  const where = verb === 'UPDATE' && whole ? text.search(/\bwhere\b/i) : -1;
  if (where < 0) return 'write';
  const numbered = text.slice(where).includes(`$${index + 1}`) && !new RegExp(`\\$${index + 1}(?!\\d)`).test(text.slice(0, where));
  if (text.includes('$1')) return numbered ? 'read' : 'write';
  const before = text.slice(0, where).split('?').length - 1;
  return index >= before ? 'read' : 'write';
}
