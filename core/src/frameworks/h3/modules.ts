import type { ModuleFinder } from '../framework.ts';
import { hasServer } from './project.ts';

/** Modules that Nuxt and Nitro make when they build. */
const made = new Set(['#imports', '#auth', '#supabase/server', '#nitro']);
const endings = ['', '.ts', '.js', '.mts', '.mjs', '/index.ts', '/index.js'];

/** `~~/server/db`, `~/server/db`, `#shared/schemas`: aliases that are written in a configuration that is not in the repository. */
export const findModule: ModuleFinder = (from, specifier, workspace) => {
  const [, alias, rest = ''] = /^(~~|@@|~|@|#shared|#server)\/(.+)$/.exec(specifier) ?? [];
  if ((alias === undefined && !made.has(specifier)) || !hasServer(workspace, from)) return undefined;
  if (alias === undefined) return { kind: 'package', name: specifier, module: specifier };
  const root = workspace.packageFolder(from);
  const folders =
    alias === '#shared' ? ['shared'] : alias === '#server' ? ['server'] : alias.length === 2 ? [''] : ['', 'app', 'src', 'server'];
  for (const folder of folders)
    for (const ending of endings) {
      const path = `${[root, folder, rest].filter((part) => part !== '').join('/')}${ending}`;
      if (workspace.has(path)) return { kind: 'file', path };
    }
  return undefined;
};
