import type { RouteRun } from '../../frameworks/run-route.ts';
import type { InputPart } from '../../model/index.ts';
import type { FunctionFacts } from '../../syntax/facts.ts';
import { type Code, holds } from './code.ts';
import type { Site } from './site.ts';

const suffixes: Readonly<Partial<Record<InputPart, string>>> = { body: 'Body', query: 'Query', arguments: 'Input' };
const verbs: Readonly<Record<string, string>> = { POST: 'Create', PUT: 'Update', PATCH: 'Update', DELETE: 'Delete' };
/** Function names that say nothing about a route. */
const empty = /^(|handler|handle|default|controller|route|action|callback|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|\*default\*)$/;

/** A free name for the route's schema, in the way the file names its others: `CreateOrderBody`, `createOrderSchema`. */
export function nameSchema(run: RouteRun, part: InputPart, site: Site): string {
  const own = site.code.facts.functions[site.fn]?.name ?? '';
  const base = empty.test(own)
    ? nameByPath(run.route.method, run.route.path)
    : pascal(own.replace(/(Handler|Controller|Action|Route)$/, ''));
  const style = schemaStyle(site.code);
  const suffix = suffixes[part] ?? 'Input';
  const name =
    style === undefined
      ? `${base}${suffix}`
      : `${style.lower ? base.charAt(0).toLowerCase() + base.slice(1) : base}${part === 'query' ? 'Query' : ''}Schema`;
  return freeName(site.code, name, [`${name}Schema`]);
}

/** How the file's own schemas, or those it imports, are called. */
function schemaStyle(code: Code): { readonly lower: boolean } | undefined {
  const named = code.facts.bindings.find(
    (b) => b.scope === 0 && b.kind !== 'type' && /[a-z]Schema$/.test(b.name) && b.import?.typeOnly !== true,
  );
  return named === undefined ? undefined : { lower: /^[a-z]/.test(named.name) };
}

/** The wanted name, or an alternative that no binding of the file and no text in it uses yet. */
export function freeName(code: Code, wanted: string, alternatives: readonly string[]): string {
  const isFree = (name: string): boolean =>
    !code.facts.bindings.some((b) => b.name === name) && !code.expressions.some((e) => e.k === 'name' && e.name === name);
  const found = [wanted, ...alternatives].find(isFree);
  if (found !== undefined) return found;
  for (let n = 2; ; n += 1) if (isFree(`${wanted}${n}`)) return `${wanted}${n}`;
}

/** The first of the wanted names that means nothing yet inside one function; it may hide a name that the function does not use. */
export function freeLocal(code: Code, fn: FunctionFacts, wanted: readonly [string, ...string[]]): string {
  const isFree = (name: string): boolean =>
    !code.facts.bindings.some((b) => b.name === name && holds(fn, b)) &&
    !code.expressions.some((e) => e.k === 'name' && e.name === name && holds(fn, e));
  const found = wanted.find(isFree);
  if (found !== undefined) return found;
  for (let n = 2; ; n += 1) if (isFree(`${wanted[0]}${n}`)) return `${wanted[0]}${n}`;
}

/** `POST /orders/:id/items` is `CreateOrderItem`, `GET /users` is `ListUsers`, `POST /auth/login` is `Login`. */
export function nameByPath(method: string, path: string): string {
  if (!path.startsWith('/')) return pascal(path);
  const parts = path.split('/').filter((segment) => segment !== '');
  const isFixed = (segment: string): boolean => /^[A-Za-z][\w.-]*$/.test(segment) && !/^(api|v\d+)$/i.test(segment);
  const words = parts.filter(isFixed);
  const last = words.at(-1);
  if (last === undefined) return `${verbs[method] ?? 'Get'}Root`;
  const owner = ownerOf(parts, isFixed);
  const isPlural = /[^s]s$/.test(last);
  const endsWithParameter = !isFixed(parts.at(-1) ?? '');
  const verb = verbs[method];
  if (method === 'GET')
    return isPlural && !endsWithParameter
      ? `List${owner}${pascal(last)}`
      : isPlural
        ? `Get${owner}${pascal(singular(last))}`
        : `${pascal(last)}${owner}`;
  if (verb === undefined) return `${owner}${pascal(singular(last))}`;
  if (isPlural || endsWithParameter) return `${verb}${owner}${pascal(singular(last))}`;
  return method === 'POST' ? `${pascal(last)}${owner}` : `${verb}${owner}${pascal(last)}`;
}

/** What the last fixed segment belongs to: `Order` in `/orders/:id/items`. */
function ownerOf(parts: readonly string[], isFixed: (segment: string) => boolean): string {
  const last = parts.findLastIndex(isFixed);
  const before = parts[last - 1];
  if (before === undefined || isFixed(before)) return '';
  const owner = parts.slice(0, last).findLast(isFixed);
  return owner === undefined ? '' : pascal(singular(owner));
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh)es$/.test(word)) return word.replace(/es$/, '');
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
