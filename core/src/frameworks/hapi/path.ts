import { joinPaths } from '../paths.ts';

/** Hapi's paths (21.4): `{id}` → `:id`, `{id?}` → `:id`, `{rest*}` and `{rest*2}` → `*rest`. */
export function normaliseHapiPath(path: string): string {
  return joinPaths(path.replace(/\{(\w+)\*\d*\}/g, '*$1').replace(/\{(\w+)\??\}/g, ':$1'));
}
