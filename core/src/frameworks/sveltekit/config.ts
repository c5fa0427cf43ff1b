import { basename, joinPath } from '../../base/paths.ts';
import { type Expression, type FileFacts, walkStatements } from '../../syntax/index.ts';
import type { AliasHost, SpecifierAlias } from '../framework.ts';

/** `svelte.config.js` of @sveltejs/kit 2.70, as far as it decides what is a route and where imports lead. Folders are relative to its own. */
export interface KitConfig {
  readonly routes: string;
  readonly lib: string;
  /** Without an ending: a file or a folder with an index. */
  readonly hooks: string;
  /** `/shop`, or '' where it has none. */
  readonly base: string;
  readonly aliases: ReadonlyMap<string, string>;
}

const names = ['svelte.config.js', 'svelte.config.ts', 'svelte.config.mjs'] as const;

export const isConfigFile = (path: string): boolean => names.some((name) => name === basename(path));

/** The configuration file in a folder. */
export function findConfigFile(folder: string, has: (path: string) => boolean): string | undefined {
  return names.map((name) => joinPath(folder, name)).find(has);
}

/** Reads the object literal that stands under `kit`, wherever the file makes it. */
export function readConfig(facts: FileFacts | undefined): KitConfig {
  const kit = facts === undefined ? undefined : findKit(facts);
  const files = fieldOf(kit, 'files');
  const paths = fieldOf(kit, 'paths');
  const src = textOf(fieldOf(files, 'src')) ?? 'src';
  const alias = fieldOf(kit, 'alias');
  return {
    routes: textOf(fieldOf(files, 'routes')) ?? `${src}/routes`,
    lib: textOf(fieldOf(files, 'lib')) ?? `${src}/lib`,
    hooks: textOf(fieldOf(fieldOf(files, 'hooks'), 'server')) ?? `${src}/hooks.server`,
    base: textOf(fieldOf(paths, 'base')) ?? '',
    aliases: new Map(
      alias?.k !== 'object'
        ? []
        : alias.props.flatMap((prop): [string, string][] => {
            const target = textOf(prop.value);
            return typeof prop.key === 'string' && target !== undefined ? [[withoutStar(prop.key), withoutStar(target)]] : [];
          }),
    ),
  };
}

/** `$lib`, and what the configuration adds. */
export function kitAliases(host: AliasHost): readonly SpecifierAlias[] {
  return host.packageFolders('@sveltejs/kit').flatMap((folder): readonly SpecifierAlias[] => {
    const file = findConfigFile(folder, (path) => host.has(path));
    const { lib, aliases } = readConfig(file === undefined ? undefined : host.facts(file));
    return [['$lib', lib] as const, ...aliases].map(([name, target]) => ({ folder, name, target: joinPath(folder, target) }));
  });
}

const withoutStar = (text: string): string => text.replace(/\/\*$/, '');

type ObjectLiteral = Extract<Expression, { k: 'object' }>;

function findKit(facts: FileFacts): ObjectLiteral | undefined {
  let found: ObjectLiteral | undefined;
  for (const { body } of facts.functions)
    walkStatements(body, (e) => {
      const kit = e.k === 'object' ? fieldOf(e, 'kit') : undefined;
      if (kit?.k === 'object') found ??= kit;
    });
  return found;
}

function fieldOf(e: Expression | undefined, name: string): Expression | undefined {
  return e?.k === 'object' ? e.props.find((prop) => prop.key === name)?.value : undefined;
}

/** A text, or the last one that a call such as `path.resolve(__dirname, 'src')` is given. */
function textOf(e: Expression | undefined): string | undefined {
  if (e?.k === 'literal') return typeof e.value === 'string' ? e.value : undefined;
  if (e?.k !== 'call' && e?.k !== 'new') return undefined;
  for (const arg of [...e.args].reverse()) {
    const text = textOf(arg);
    if (text !== undefined) return text;
  }
  return undefined;
}
