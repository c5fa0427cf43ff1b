import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Io } from './io.ts';

export interface CacheOptions {
  /** False for `--no-cache`. */
  readonly cache: boolean;
  readonly cacheLocation?: string;
}

/**
 * The file that keeps facts of `root` between runs. By default it lies in the user's own cache folder and never inside
 * the workspace (docs/decisions/cache-in-the-user-folder.md): what can be committed can hide findings from a review.
 */
export function findCacheFile(root: string, options: CacheOptions, io: Io): string | undefined {
  if (!options.cache) return undefined;
  if (options.cacheLocation !== undefined) return resolve(io.cwd, options.cacheLocation);
  if (io.cacheFolder === undefined) return undefined;
  return join(io.cacheFolder, 'routewarden', `${createHash('sha256').update(root).digest('hex').slice(0, 16)}.jsonl`);
}
