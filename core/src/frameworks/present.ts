import { basename, dirname } from '../base/paths.ts';
import type { AdapterHost } from './framework.ts';

/** True where the workspace has a file of that path. */
export function isPresent(host: AdapterHost, path: string): boolean {
  const folder = dirname(path);
  const name = basename(path);
  return host.machine.program.entries(folder)?.some((entry) => entry.name === name && !entry.isFolder) === true;
}

/** The first of the paths that the workspace has a file of. */
export const findPresent = (host: AdapterHost, paths: readonly string[]): string | undefined => paths.find((path) => isPresent(host, path));
