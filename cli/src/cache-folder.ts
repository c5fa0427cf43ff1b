import { join } from 'node:path';

/** Where a user's caches go: XDG on Linux, `Library/Caches` on macOS, `LOCALAPPDATA` on Windows. */
export function findCacheFolder(platform: string, home: string, env: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return env.XDG_CACHE_HOME || join(home, '.cache');
}
