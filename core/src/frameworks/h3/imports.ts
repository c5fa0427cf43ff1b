import { type Machine, mayConcernIdentity, type State, shaped, unknownBecause, type Value } from '../../flow/index.ts';
import type { AdapterHost } from '../framework.ts';
import { helpers, sessionHelpers } from './library.ts';
import { hasServer } from './project.ts';

/**
 * Names that files of the server have without an import: what h3, Nitro and the modules of the project offer, and every
 * export below `server/utils` and `shared/utils`.
 */
export function provideNames(host: AdapterHost): void {
  const m = host.machine;
  m.globals.given.push((name, file, state) => {
    if (!isServerCode(file) || !hasServer(host, file)) return undefined;
    const own = findUtility(host, m, name, file, state);
    if (own !== undefined) return own;
    if (helpers.has(name)) return shaped({ k: 'library', key: m.catalog.member('h3#', name) });
    if (sessionHelpers.has(name) && host.dependsOn(file, 'nuxt-auth-utils'))
      return shaped({ k: 'library', key: m.catalog.member('nuxt-auth-utils#', name) });
    if (!mayConcernIdentity(name) || !/^[a-z]/.test(name) || platform.has(name)) return undefined;
    return unknownBecause(`\`${name}\` is imported automatically, from where is not known`);
  });
}

/** Names of the platform that sound as if they were about identity. */
const platform = new Set(['crypto', 'require', 'structuredClone', 'performance', 'process', 'queueMicrotask', 'reportError']);

const isServerCode = (file: string): boolean => /(^|\/)(server|api|routes|middleware|utils|shared)\//.test(file);

function findUtility(host: AdapterHost, m: Machine, name: string, file: string, state: State): Value | undefined {
  for (const folder of utilityFolders(host, file))
    for (const path of filesBelow(m, folder, 0))
      if (m.program.facts(path)?.exports.some((e) => e.kind !== 'star' && e.name === name && !e.typeOnly) === true)
        return m.exported(path, name, state);
  return undefined;
}

/** Those of the file's own application or layer, then those of the package and its layers. */
function utilityFolders(host: AdapterHost, file: string): readonly string[] {
  const root = host.packageFolder(file);
  const [, above = root] = /^(?:(.*)\/)?(?:server|shared)\//.exec(file) ?? [];
  const layers = (host.machine.program.entries(join(root, 'layers')) ?? []).map(({ name }) => join(root, `layers/${name}`));
  const bases = [...new Set([above, root, join(root, 'src'), ...layers])];
  return [...bases.map((base) => join(base, 'server/utils')), ...bases.map((base) => join(base, 'shared/utils')), join(root, 'utils')];
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const deepest = 4;

function filesBelow(m: Machine, folder: string, depth: number): readonly string[] {
  return (m.program.entries(folder) ?? []).flatMap(({ name, isFolder }) => {
    const path = `${folder}/${name}`;
    if (isFolder) return depth > deepest ? [] : filesBelow(m, path, depth + 1);
    return /\.[cm]?[jt]s$/.test(name) && !/\.d\.[cm]?ts$/.test(name) ? [path] : [];
  });
}
