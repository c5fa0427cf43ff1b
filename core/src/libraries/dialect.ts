import type { TextEdit } from '../model/index.ts';

/** What a value must look like, before any validator's spelling: what fixes infer from code and dialects write out. */
export type Shape =
  | { readonly kind: 'string' | 'boolean' | 'date' | 'bigint' | 'file' | 'anything' }
  /** `coerced`: the client may send it as text. */
  | { readonly kind: 'number'; readonly coerced: boolean; readonly integer: boolean }
  | { readonly kind: 'choice'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'record'; readonly value: Shape }
  | { readonly kind: 'object'; readonly fields: readonly ShapeField[] }
  | { readonly kind: 'union'; readonly members: readonly Shape[] }
  | { readonly kind: 'nullable'; readonly value: Shape };

export interface ShapeField {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
  /** Source text of the value that stands in for a missing one. */
  readonly fallback?: string;
}

/** How the file that a schema is written into spells things. */
export interface SchemaStyle {
  /** The local name of the validator's import. */
  readonly local: string;
  quote(text: string): string;
  /** `{ a, b }`, on one line where it is short. */
  block(entries: readonly string[]): string;
}

/** How one validator package is written: its import, its schemas, and a check whose outcome must be consulted. */
export interface Dialect {
  readonly package: string;
  /** The version range to depend on where a project has none. */
  readonly range: string;
  /** What to import, and its usual local name. */
  readonly imports: { readonly name: string; readonly local: string };
  schema(shape: Shape, style: SchemaStyle): string;
  /** The expression that checks `input`; unknown keys are dropped from its outcome. */
  check(schema: string, input: string, local: string): string;
  /** The check is awaited: only asynchronous functions can hold it. */
  readonly awaits?: true;
  /** Methods of a schema, or functions, that check: whether they give the accepted value itself or an outcome to consult. */
  readonly checks: Readonly<Record<string, 'value' | 'outcome'>>;
  /** True when the check named `outcome` failed. */
  failed(outcome: string, local: string): string;
  /** The accepted value. */
  value(outcome: string): string;
  /** What was wrong, as something that can be sent as JSON. */
  issues(outcome: string): string;
}

/** An object's entries: each field's name and schema, names quoted where they must be. */
export function schemaEntries(fields: readonly ShapeField[], style: SchemaStyle, write: (field: ShapeField) => string): string {
  return style.block(
    fields.map((field) => `${/^[A-Za-z_$][\w$]*$/.test(field.name) ? field.name : style.quote(field.name)}: ${write(field)}`),
  );
}

/** A literal in the file's quotes. */
export function literalText(value: string | number | boolean, style: SchemaStyle): string {
  return typeof value === 'string' ? style.quote(value) : String(value);
}

/** Adds the package to the nearest list of dependencies of a manifest, in alphabetical order. No edit where there is no such list. */
export function addDependency(manifest: string, name: string, range: string): TextEdit | undefined {
  const list = /"dependencies"\s*:\s*\{/.exec(manifest);
  if (list === null) return undefined;
  const start = list.index + list[0].length;
  const body = manifest.slice(start, manifest.indexOf('}', start));
  const entries = [...body.matchAll(/"([^"]+)"\s*:\s*"[^"]*"/g)];
  const entry = `"${name}": "${range}"`;
  const before = entries.findLast(([, other]) => other !== undefined && other < name);
  if (before !== undefined) {
    const end = start + before.index + before[0].length;
    return { start: end, end, text: `,${gapBefore(body, before.index)}${entry}` };
  }
  const [first] = entries;
  if (first === undefined) return { start, end: start + body.length, text: ` ${entry} ` };
  return { start: start + first.index, end: start + first.index, text: `${entry},${gapBefore(body, first.index)}` };
}

/** The white space in front of an entry, which its neighbours have too. */
const gapBefore = (body: string, index: number): string => /\s*$/.exec(body.slice(0, index))?.[0] ?? ' ';
