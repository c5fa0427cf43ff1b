import type { AdapterHost } from '../framework.ts';
import { findServerFile, type ServerFile } from './files.ts';

/** Packages that make `server/` a folder of handlers. */
export const serverPackages = ['nuxt', 'nuxt3', 'nuxt-nightly', 'nitropack', 'nitro', 'nitro-nightly', 'nitropack-nightly'] as const;

/** Those of them whose handlers may lie in folders of the package itself. */
const bare = ['nitropack', 'nitro', 'nitro-nightly', 'nitropack-nightly'] as const;

type Dependent = Pick<AdapterHost, 'dependsOn'>;

export const hasServer = (host: Dependent, file: string): boolean => serverPackages.some((name) => host.dependsOn(file, name));

/** The file's place in its application; undefined outside of one. */
export function findPlace(host: AdapterHost, file: string): ServerFile | undefined {
  const at = /^(?:(.*?)\/)?server\/(?=(?:api|routes|middleware)\/)/.exec(file);
  if (at !== null && hasServer(host, file)) return findServerFile(file, at[0].slice(0, -1));
  if (!bare.some((name) => host.dependsOn(file, name)) || host.dependsOn(file, 'nuxt')) return undefined;
  const folder = host.packageFolder(file);
  const source = isInSource(file, folder) ? join(folder, 'src') : folder;
  return findServerFile(file, source);
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
const isInSource = (file: string, folder: string): boolean => file.startsWith(`${join(folder, 'src')}/`);
