/** Reads JSON nodes by the policy's schemas, so that every complaint stands at the node it is about. */
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import type * as z from 'zod';
import { maxProblems, type PolicySource } from './source.ts';
import { findNearest } from './spelling.ts';

type Issue = z.core.$ZodIssue;

/**
 * The value nodes of an object's known properties. Unknown and repeated ones are reported and left out; `complain` says
 * what is wrong with an unknown name: "A guard has no property".
 */
export function readFields(source: PolicySource, object: Node, known: readonly string[], complain: string): ReadonlyMap<string, Node> {
  const fields = new Map<string, Node>();
  for (const property of object.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue; // A syntax error, reported as one.
    const name = String(key.value);
    if (!known.includes(name)) {
      const nearest = source.problems.length < maxProblems ? findNearest(name, known) : undefined;
      const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
      source.report('error', key, `${complain} \`${toShort(name)}\`.${hint}`);
    } else if (fields.has(name)) {
      source.report('error', key, `\`${name}\` is written twice; the first one counts.`);
    } else {
      fields.set(name, value);
    }
  }
  return fields;
}

/** The nodes of a list; the node itself, reported by the list's schema, yields none where it is no list. */
export function readItems(source: PolicySource, node: Node | undefined, name: string, schema: z.ZodType): readonly Node[] {
  if (node === undefined) return [];
  if (node.type === 'array') return node.children ?? [];
  readValue(source, node, name, schema);
  return [];
}

/** The value of a node where the schema accepts it; otherwise undefined, with a problem for every issue. */
export function readValue<T>(source: PolicySource, node: Node, name: string, schema: z.ZodType<T>): T | undefined {
  const value: unknown = getNodeValue(node);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const at = findNodeAtLocation(node, toPath(issue)) ?? node;
    source.report('error', at, explain(issue, name, at));
  }
  return undefined;
}

/** The object made of `fields` where the schema accepts it; otherwise undefined, with a problem for every issue. */
export function readObject<T>(source: PolicySource, object: Node, fields: ReadonlyMap<string, Node>, schema: z.ZodType<T>): T | undefined {
  const values = [...fields].map(([name, node]): [string, unknown] => [name, getNodeValue(node)]);
  const result = schema.safeParse(Object.fromEntries(values));
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const [name, ...rest] = toPath(issue);
    const field = fields.get(String(name));
    if (field === undefined) {
      source.report('error', object, `\`${String(name)}\` is missing.`);
    } else {
      const at = findNodeAtLocation(field, rest) ?? field;
      source.report('error', at, explain(issue, String(name), at));
    }
  }
  return undefined;
}

/** At most 60 characters of a text that a message quotes. */
export function toShort(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function explain(issue: Issue, name: string, at: Node): string {
  const statement = `\`${name}\` ${issue.message}.`;
  if (issue.code !== 'invalid_value' || typeof at.value !== 'string') return statement;
  const nearest = findNearest(
    at.value,
    issue.values.filter((value) => typeof value === 'string'),
  );
  return nearest === undefined ? statement : `${statement} Did you mean "${nearest}"?`;
}

function toPath(issue: Issue): (string | number)[] {
  return issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}
