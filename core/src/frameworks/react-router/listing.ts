import type { AdapterHost } from '../framework.ts';
import { findPresent } from '../present.ts';
import type { NamedFile } from './tree.ts';

/** Which files below a folder are routes, and by which names, for the conventions there are. */

const code = /\.[jt]sx?$/;

export const withEndings = (path: string): readonly string[] => ['tsx', 'ts', 'jsx', 'js'].map((ending) => `${path}.${ending}`);

/** The files of a folder, and of its folders those called `route` or `index`. */
export function flatFiles(host: AdapterHost, folder: string): readonly NamedFile[] {
  return (host.machine.program.entries(folder) ?? []).flatMap((entry): readonly NamedFile[] => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isFolder) return code.test(entry.name) ? [{ file: path, name: entry.name.replace(code, '') }] : [];
    const file = findPresent(host, [...withEndings(`${path}/route`), ...withEndings(`${path}/index`)]);
    return file === undefined ? [] : [{ file, name: entry.name }];
  });
}

/** All files below a folder by their paths; what starts with `+` is no route. */
export function nestedFiles(host: AdapterHost, folder: string, above = ''): readonly NamedFile[] {
  return (host.machine.program.entries(folder) ?? []).flatMap((entry): readonly NamedFile[] => {
    if (entry.name.startsWith('+')) return [];
    const path = `${folder}/${entry.name}`;
    const name = `${above}${entry.name}`;
    if (entry.isFolder) return nestedFiles(host, path, `${name}/`);
    return code.test(entry.name) ? [{ file: path, name: name.replace(code, '') }] : [];
  });
}

/** remix-flat-routes 0.8: folders that end with `+` are parts of names, of the others one file is the route. */
export function hybridFiles(host: AdapterHost, folder: string, above = ''): readonly NamedFile[] {
  return (host.machine.program.entries(folder) ?? []).flatMap((entry): readonly NamedFile[] => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isFolder) return code.test(entry.name) ? [{ file: path, name: `${above}${entry.name.replace(code, '')}` }] : [];
    if (entry.name.endsWith('+')) return hybridFiles(host, path, `${above}${entry.name.slice(0, -1)}.`);
    const file = findPresent(
      host,
      ['route', 'index', '_route', '_index', '_layout'].flatMap((name) => withEndings(`${path}/${name}`)),
    );
    return file === undefined ? [] : [{ file, name: `${above}${entry.name}` }];
  });
}
