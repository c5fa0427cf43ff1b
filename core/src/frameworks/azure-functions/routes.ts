import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import type { FunctionNote } from './application.ts';

export function collectRoutes(host: AdapterHost, notes: readonly FunctionNote[]): readonly RouteDraft[] {
  const drafts = notes.flatMap((note) => note.methods.map((method) => draftOf(host, note, method)));
  return drafts.sort((a, b) => (a.file === b.file ? a.at.start - b.at.start : a.file < b.file ? -1 : 1));
}

function draftOf(host: AdapterHost, { route, key, handler, at }: FunctionNote, method: string): RouteDraft {
  const gate: readonly Step[] =
    key === undefined ? [] : [{ value: handler, name: `authLevel: ${key}`, at, mount: '', role: 'middleware', phase: 'key' }];
  const insertion = insertionOf(host.machine, handler);
  const folder = host.packageFolder(at.file);
  return {
    framework: 'azure-functions',
    method,
    path: joinPaths(prefixOf(host, folder), toPath(route ?? '')),
    at,
    steps: [...gate, { value: handler, name: 'handler', at, mount: '', role: 'handler' }],
    later: [],
    ...(route === undefined && { partial: 'part of its path could not be evaluated' }),
    file: at.file,
    group: `azure:${folder}`,
    ...(insertion !== undefined && { insertion }),
  };
}

/** `orders/{id:int?}` → `orders/:id`, `{*rest}` → `*rest`. */
const toPath = (route: string): string => route.replace(/\{\*(\w+)\}/g, '*$1').replace(/\{(\w+)[^}]*\}/g, ':$1');

/** `extensions.http.routePrefix` of `host.json`. */
function prefixOf(host: AdapterHost, folder: string): string {
  const file = folder === '' ? 'host.json' : `${folder}/host.json`;
  let value = host.configurations.includes(file) ? host.config(file) : undefined;
  for (const key of ['extensions', 'http', 'routePrefix']) value = isRecord(value) ? value[key] : undefined;
  return typeof value === 'string' ? value : 'api';
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
