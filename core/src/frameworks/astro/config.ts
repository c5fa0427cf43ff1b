import { dirname, joinPath } from '../../base/paths.ts';
import { type Expression, type FileFacts, walkStatements } from '../../syntax/index.ts';
import type { AdapterHost } from '../framework.ts';
import { findPresent } from '../present.ts';

/** `astro.config.mjs`, as far as it decides what is a route. */
export interface AstroConfig {
  /** The folder of the sources. */
  readonly source: string;
  readonly base: string;
  /** Without a word of their own, endpoints run when the application is built. */
  readonly prerenders: boolean;
}

const names = ['mjs', 'ts', 'js', 'mts', 'cjs', 'cts'].map((ending) => `astro.config.${ending}`);

/** The nearest folder with a configuration of Astro, or the package's. */
export function applicationFolder(host: AdapterHost, file: string): string {
  const packageFolder = host.packageFolder(file);
  for (let folder = dirname(file); folder !== packageFolder && folder !== ''; folder = dirname(folder))
    if (configIn(host, folder) !== undefined) return folder;
  return packageFolder;
}

const configIn = (host: AdapterHost, folder: string): string | undefined =>
  findPresent(
    host,
    names.map((name) => joinPath(folder, name)),
  );

export function readConfig(host: AdapterHost, folder: string): AstroConfig {
  const file = configIn(host, folder);
  const facts = file === undefined ? undefined : host.facts(file);
  const settings = facts === undefined ? undefined : findSettings(facts);
  const output = settings?.props.find((prop) => prop.key === 'output')?.value;
  return {
    source: joinPath(folder, textOf(settings, 'srcDir') ?? 'src').replace(/\/$/, ''),
    base: textOf(settings, 'base') ?? '',
    // One that depends on something may be `server`.
    prerenders: output === undefined || (output.k === 'literal' && output.value !== 'server'),
  };
}

type ObjectLiteral = Extract<Expression, { k: 'object' }>;

/** What `defineConfig` is given, or the object that is exported. */
function findSettings(facts: FileFacts): ObjectLiteral | undefined {
  let found: ObjectLiteral | undefined;
  for (const { body } of facts.functions)
    walkStatements(body, (e, around) => {
      const [call] = around;
      const isGiven = call?.k === 'call' && call.callee.k === 'name' && call.callee.name === 'defineConfig' && around.length === 1;
      const isPlain = around.length === 0 && ownNames.some((name) => e.k === 'object' && e.props.some((prop) => prop.key === name));
      if (e.k === 'object' && (isGiven || isPlain)) found ??= e;
    });
  return found;
}

const ownNames = ['output', 'adapter', 'integrations', 'base', 'srcDir', 'site'];

function textOf(settings: ObjectLiteral | undefined, name: string): string | undefined {
  const value = settings?.props.find((prop) => prop.key === name)?.value;
  return value?.k === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}
