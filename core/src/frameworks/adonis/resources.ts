import { findString, type Value } from '../../flow/index.ts';

/** The routes of a resource, as the router makes them (http-server 7.8 and 8, `RouteResource`). */
export interface ResourceRoute {
  readonly action: string;
  readonly methods: readonly string[];
  readonly pattern: string;
}

/** `posts.comments`: `/posts/:post_id/comments` and so on; below the last name alone where it is shallow. */
export function resourceRoutes(name: string, shallow: boolean): readonly ResourceRoute[] {
  const names = name.replace(/^\//, '').replace(/\/$/, '').split('.');
  const main = names.pop() ?? '';
  const base = `${names.map((outer) => `${outer}/:${snakeCase(singular(outer))}_id`).join('/')}/${main}`;
  const one = `${shallow ? main : base}/:id`;
  return [
    { action: 'index', methods: ['GET'], pattern: base },
    { action: 'create', methods: ['GET'], pattern: `${base}/create` },
    { action: 'store', methods: ['POST'], pattern: base },
    { action: 'show', methods: ['GET'], pattern: one },
    { action: 'edit', methods: ['GET'], pattern: `${one}/edit` },
    { action: 'update', methods: ['PUT', 'PATCH'], pattern: one },
    { action: 'destroy', methods: ['DELETE'], pattern: one },
  ];
}

/** The actions that a call names; undefined for all of them. */
export function actionsOf(values: readonly Value[]): readonly string[] | undefined {
  const names = values.map((value) => findString(value));
  return names.includes('*') || names.includes(undefined) ? undefined : names.flatMap((name) => name ?? []);
}

/** The singular of an English plural, for the name of a parameter. */
function singular(word: string): string {
  if (/ies$/i.test(word)) return word.replace(/ies$/i, 'y');
  if (/(?:s|x|z|ch|sh)es$/i.test(word)) return word.replace(/es$/i, '');
  return /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
}

const snakeCase = (word: string): string =>
  word
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();
