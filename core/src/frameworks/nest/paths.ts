import { anything, elementsOf, findConstant, findString, type Machine, type Value } from '../../flow/index.ts';
import { joinPaths, normalisePath } from '../paths.ts';

/** How an application builds the paths of its routes. */
export interface PathSettings {
  readonly prefix: string;
  readonly excluded: readonly RouteInfo[];
  /** `v1` for each version; undefined without versions in paths. */
  readonly versions: { readonly prefix: string; readonly otherwise: Value | undefined } | undefined;
}

/** A path with the method it is meant for; `ALL` for each. */
export interface RouteInfo {
  readonly path: string;
  readonly method: string;
}

/** What a route says of its path, from the outside to the inside. */
export interface PathParts {
  readonly module: string;
  readonly controller: readonly string[];
  readonly method: readonly string[];
  /** The version as written on the method or else the controller. */
  readonly version: Value | undefined;
}

/** The paths of a route as Nest 12 puts them together: version, module, controller, method; the global prefix unless excluded. */
export function pathsOf(m: Machine, verb: string, parts: PathParts, settings: PathSettings): readonly string[] {
  const version = parts.version ?? settings.versions?.otherwise;
  const versions = settings.versions === undefined || version === undefined ? [''] : versionsOf(m, version, settings.versions.prefix);
  return versions.flatMap((versioned) =>
    parts.controller.flatMap((controller) =>
      parts.method.map((method) => {
        const plain = normalisePath(joinPaths(parts.module, controller, method));
        const excluded = settings.excluded.some((info) => covers(info, verb, plain));
        return joinPaths(excluded ? '' : settings.prefix, versioned, plain);
      }),
    ),
  );
}

function versionsOf(m: Machine, version: Value, prefix: string): readonly string[] {
  return (elementsOf(m, version, m.base) ?? [version]).map((one) => {
    const known = findConstant(one)?.value;
    return known === undefined || known === null ? '' : `${prefix}${String(known)}`;
  });
}

/** Texts of a value that may be one text or an array of them; undefined where it is neither. */
export function textsOf(m: Machine, value: Value | undefined): readonly string[] | undefined {
  if (value === undefined || findConstant(value)?.value === undefined) {
    const elements = value === undefined ? undefined : elementsOf(m, value, m.base);
    if (elements === undefined) return undefined;
    const texts = elements.flatMap((element) => findString(element) ?? []);
    return texts.length === elements.length ? texts : undefined;
  }
  const text = findString(value);
  return text === undefined ? undefined : [text];
}

/** `'health'` or `{ path: 'health', method: RequestMethod.GET }`; undefined for what is neither. */
export function routeInfo(m: Machine, value: Value): RouteInfo | undefined {
  const text = findString(value);
  if (text !== undefined) return { path: text, method: 'ALL' };
  const [shape] = value.shapes;
  if (shape?.k !== 'object') return undefined;
  const path = findString(m.getField(shape.id, 'path', m.base) ?? anything);
  const [method] = m.getField(shape.id, 'method', m.base)?.shapes ?? [];
  if (path === undefined) return undefined;
  return { path, method: method?.k === 'library' ? (method.key.split('.').at(-1) ?? 'ALL') : 'ALL' };
}

/** True where the pattern of the info (`auth/:id`, `docs/*`, `{*path}`) matches the whole path of a route. */
export function covers(info: RouteInfo, verb: string, path: string): boolean {
  if (info.method !== 'ALL' && info.method !== verb && verb !== 'ALL') return false;
  return matches(segments(info.path), segments(path));
}

/** As {@link covers}, for paths below the pattern as well. */
export function coversBelow(info: RouteInfo, verb: string, path: string): boolean {
  if (info.method !== 'ALL') return covers(info, verb, path);
  const wanted = segments(info.path);
  return matches(wanted, segments(path).slice(0, wanted.length)) || covers(info, verb, path);
}

const segments = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

const isWildcard = (segment: string): boolean => /^(\{?\/?\*\w*\}?|\(\.\*\)|:\w+\*|:\w+\(\.\*\)|\.\*)$/.test(segment);

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  for (const [index, segment] of pattern.entries()) {
    if (isWildcard(segment)) return index === pattern.length - 1 || path.length > index;
    const actual = path[index];
    if (actual === undefined) return false;
    if (!segment.startsWith(':') && segment.toLowerCase() !== actual.toLowerCase()) return false;
  }
  return pattern.length === path.length;
}
