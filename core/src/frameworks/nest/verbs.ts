import type { Machine, Value } from '../../flow/index.ts';
import type { Decoration } from '../decorators.ts';
import { textsOf } from './paths.ts';

const common = '@nestjs/common#';

/** Decorators by which a method answers requests of one method. */
const verbs: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Options: 'OPTIONS',
  Head: 'HEAD',
  All: 'ALL',
  Search: 'SEARCH',
  QueryMethod: 'QUERY',
  Propfind: 'PROPFIND',
  Proppatch: 'PROPPATCH',
  Mkcol: 'MKCOL',
  Copy: 'COPY',
  Move: 'MOVE',
  Lock: 'LOCK',
  Unlock: 'UNLOCK',
  Sse: 'GET',
};

/** How a decorator says that a method is a route. */
export interface Registration {
  readonly verb: string;
  /** Undefined where they could not be evaluated. */
  readonly paths: readonly string[] | undefined;
  readonly by: Decoration;
}

/** The registration among the decorators of a method: the outermost of them counts. */
export function registrationOf(m: Machine, decorations: readonly Decoration[]): Registration | undefined {
  for (const by of decorations) {
    if (!by.key.startsWith(common)) continue;
    const name = by.key.slice(common.length);
    const verb = verbs[name];
    if (verb !== undefined) return { verb, paths: pathsIn(m, by.args[0]), by };
    if (name !== 'RequestMapping') continue;
    const [shape] = by.args[0]?.shapes ?? [];
    if (shape?.k !== 'object') return { verb: 'GET', paths: ['/'], by };
    const [method] = m.getField(shape.id, 'method', m.base)?.shapes ?? [];
    return {
      verb: method?.k === 'library' ? (method.key.split('.').at(-1) ?? 'GET') : 'GET',
      paths: pathsIn(m, m.getField(shape.id, 'path', m.base)),
      by,
    };
  }
  return undefined;
}

function pathsIn(m: Machine, value: Value | undefined): readonly string[] | undefined {
  return value === undefined ? ['/'] : textsOf(m, value);
}

/** What `@Controller(…)` says. */
export interface ControllerForm {
  readonly paths: readonly string[] | undefined;
  readonly version: Value | undefined;
  readonly by: Decoration;
}

/** Reads `@Controller()`, `@Controller('users')`, `@Controller(['a', 'b'])` and `@Controller({ path, version })`. */
export function controllerOf(m: Machine, decorations: readonly Decoration[]): ControllerForm | undefined {
  const by = decorations.find(({ key }) => key === `${common}Controller`);
  if (by === undefined) return undefined;
  const [given] = by.args;
  const [shape] = given?.shapes ?? [];
  const isOptions = shape?.k === 'object' && m.info(shape.id).kind !== 'array';
  return {
    paths: isOptions ? pathsIn(m, m.getField(shape.id, 'path', m.base)) : pathsIn(m, given),
    version: isOptions ? m.getField(shape.id, 'version', m.base) : undefined,
    by,
  };
}

/** What `@Version(…)` on a method says. */
export function versionOf(decorations: readonly Decoration[]): Value | undefined {
  return decorations.find(({ key }) => key === `${common}Version`)?.args[0];
}
