import type { Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { joinPaths } from '../paths.ts';

/** One route of an API in front of functions, as a configuration or a program that builds the stack describes it. */
export interface Endpoint {
  readonly method: string;
  /** In Routewarden's notation. */
  readonly path: string;
  readonly handler: HandlerPlace | undefined;
  /** What the API demands before it calls the function. */
  readonly guard: Guard | undefined;
  /** What joins siblings: the configuration's folder, or the API. */
  readonly group: string;
  /** The configuration file, or the call that adds the route. */
  readonly at: Location;
  readonly partial?: string;
}

/** `src/users.list`: the export `list` of a file. `value`: the function itself, where the program has it. */
export type HandlerPlace = { readonly module: string; readonly name: string } | { readonly value: Value };

/** An authorizer, a key, a signature. */
export interface Guard {
  readonly name: string;
  readonly at: Location;
}

/** `users/{id}` → `/users/:id`, `{proxy+}` → `*proxy`. */
export function toPath(path: string): string {
  return joinPaths(
    path
      .replace(/\{(\w+)\+\}/g, '*$1')
      .replace(/\{([^}]+)\}/g, ':$1')
      .replace(/(^|\/)\$default$/, '$1*'),
  );
}

/** `any`, `*` and nothing are all methods. */
export const toMethod = (method: string | undefined): string =>
  method === undefined || method === '*' || /^any$/i.test(method) ? 'ALL' : method.toUpperCase();

/** `GET /users/{id}`, `*`, `$default`. */
export function toRoute(text: string): { readonly method: string; readonly path: string } | undefined {
  if (text === '*' || text === '$default') return { method: 'ALL', path: '/*' };
  const [, method, path] = /^\s*(\S+)\s+(\S+)\s*$/.exec(text) ?? [];
  return method === undefined || path === undefined ? undefined : { method: toMethod(method), path: toPath(path) };
}

/** `src/users.list` in a folder: the module without extension, and the export. */
export function toHandler(text: string, folder: string): HandlerPlace | undefined {
  const [, module, name] = /^(.+)\.([\w$]+)$/.exec(text.replace(/^\.\//, '')) ?? [];
  return module === undefined || name === undefined ? undefined : { module: folder === '' ? module : `${folder}/${module}`, name };
}
