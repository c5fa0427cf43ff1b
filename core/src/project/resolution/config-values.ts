import { parse as parseJsonWithComments } from 'jsonc-parser/lib/esm/main.js';
import { parse as parseYamlText } from 'yaml';

/**
 * Reading values out of configuration files that anybody may have written: every function takes `unknown` and gives
 * what is there, so a broken or hostile file counts as one that says nothing.
 */

/** A JSON object whose members have not been looked at. */
export type ConfigRecord = Readonly<Record<string, unknown>>;

/** The value of a JSON text; with comments, trailing commas or errors in it, whatever could be read. */
export function parseJson(text: string): unknown {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(plain);
  } catch {
    return tolerate(() => parseJsonWithComments(plain, [], { allowTrailingComma: true, disallowComments: false }));
  }
}

/** The value of a YAML text with every scalar as a string, so that a version `1.10` stays one; undefined when unreadable. */
export function parseYaml(text: string): unknown {
  return tolerate(() => parseYamlText(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false, maxAliasCount: 100 }));
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is ConfigRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member `key` of an object; undefined for everything that is no object or inherits it. */
export function field(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The member `key` where it is a string. */
export function textField(value: unknown, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** The strings of the array at `key`; undefined where there is no array. */
export function textListField(value: unknown, key: string): readonly string[] | undefined {
  const found = field(value, key);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : undefined;
}

/** The members of the object at `key` that are strings, in the order written. */
export function textEntries(value: unknown): readonly (readonly [string, string])[] {
  if (!isRecord(value)) return [];
  const entries: [string, string][] = [];
  for (const [key, member] of Object.entries(value)) if (typeof member === 'string') entries.push([key, member]);
  return entries;
}

/** Both parsers throw on texts made to harm (thousands of nested brackets, alias bombs); such a text has no value. */
function tolerate(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
