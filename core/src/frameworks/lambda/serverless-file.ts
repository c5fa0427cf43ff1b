import { dirname, joinPath } from '../../base/paths.ts';
import type { Location } from '../../model/index.ts';
import type { AdapterHost } from '../framework.ts';
import { at, entriesOf, isRecord, itemsOf, textAt } from './config-values.ts';
import { type Endpoint, type Guard, toHandler, toMethod, toPath, toRoute } from './endpoint.ts';

/** Routes of the Serverless Framework (3 and 4, provider aws): `serverless.yml` and the files that it includes. */
export function serverlessEndpoints(host: AdapterHost): readonly Endpoint[] {
  return host.configurations
    .filter((file) => /(^|\/)serverless[\w.-]*\.ya?ml$/.test(file))
    .flatMap((file) => {
      const config = host.config(file);
      const include = (value: unknown): unknown => included(host, file, value);
      return endpointsOf(config, include, { file, start: 0, end: 0 });
    });
}

/** The routes of a configuration that has been read, of whatever form. */
export function endpointsOf(config: unknown, include: (value: unknown) => unknown, place: Location): readonly Endpoint[] {
  const provider = textAt(config, 'provider', 'name') ?? textAt(config, 'provider');
  if (provider !== undefined && provider !== 'aws') return [];
  const folder = dirname(place.file);
  return functionsOf(config, include).flatMap(([, fn]): readonly Endpoint[] => {
    const handler = textAt(fn, 'handler');
    if (handler === undefined) return [];
    const base = { handler: toHandler(handler, folder), group: `lambda:${folder}`, at: place };
    const url = at(fn, 'url');
    const own: readonly Endpoint[] =
      url === undefined || url === 'false'
        ? []
        : [
            {
              ...base,
              method: 'ALL',
              path: '/*',
              guard: guardFrom(textAt(url, 'authorizer') === 'aws_iam' ? 'aws_iam' : undefined, place),
            },
          ];
    const events = itemsOf(include(at(fn, 'events'))).flatMap((event): readonly Endpoint[] => {
      for (const kind of ['http', 'httpApi'] as const) {
        const given = include(at(event, kind));
        const route = given === undefined ? undefined : routeOf(given);
        if (route !== undefined) return [{ ...base, ...route, guard: guardOf(given, place) }];
      }
      const balanced = include(at(event, 'alb'));
      const path = itemsOf(at(balanced, 'conditions', 'path'))[0] ?? at(balanced, 'conditions', 'path');
      if (typeof path !== 'string') return [];
      const method = itemsOf(at(balanced, 'conditions', 'method'))[0];
      return [
        { ...base, method: toMethod(typeof method === 'string' ? method : undefined), path: toPath(path), guard: guardOf(balanced, place) },
      ];
    });
    return [...events, ...own];
  });
}

/** One object by name, or a list of them. */
function functionsOf(config: unknown, include: (value: unknown) => unknown): readonly (readonly [string, unknown])[] {
  const functions = include(at(config, 'functions'));
  const parts = Array.isArray(functions) ? functions.map(include) : [functions];
  return parts.flatMap((part) => entriesOf(part).map(([name, fn]) => [name, include(fn)] as const));
}

/** `http: GET users`, `http: { method, path }`. */
function routeOf(given: unknown): { readonly method: string; readonly path: string } | undefined {
  if (typeof given === 'string') return toRoute(given);
  const path = textAt(given, 'path');
  if (path === undefined) return undefined;
  const method = textAt(given, 'method');
  return path === '*' ? { method: toMethod(method), path: '/*' } : { method: toMethod(method), path: toPath(path) };
}

/** `authorizer: aws_iam`, `authorizer: { name, type }`, `private: true` (an API key). */
function guardOf(given: unknown, place: Location): Guard | undefined {
  const authorizer = at(given, 'authorizer');
  if (authorizer !== undefined && authorizer !== '' && authorizer !== 'null') return guardFrom(nameOf(authorizer), place);
  return textAt(given, 'private') === 'true' || at(given, 'private') === true ? guardFrom('API key', place) : undefined;
}

function nameOf(authorizer: unknown): string {
  if (typeof authorizer === 'string') return authorizer;
  for (const key of ['name', 'id', 'type', 'arn']) {
    const found = textAt(authorizer, key);
    if (found !== undefined && !found.includes('${')) return found;
  }
  return 'authorizer';
}

const guardFrom = (name: string | undefined, place: Location): Guard | undefined => (name === undefined ? undefined : { name, at: place });

/** `${file(functions/users.yml):list}`: what the other file holds there. Everything else stays as it is. */
function included(host: AdapterHost, file: string, value: unknown, depth = 0): unknown {
  if (typeof value !== 'string' || depth > 4) return value;
  const [, path, key] = /^\s*\$\{file\(([^)]+)\)(?::([\w.]+))?\}\s*$/.exec(value) ?? [];
  if (path === undefined) return value;
  const found = joinPath(dirname(file), path.trim());
  const config = host.config(found);
  const part = key === undefined ? config : at(config, ...key.split('.'));
  return isRecord(part) || Array.isArray(part) ? part : included(host, found, part, depth + 1);
}
