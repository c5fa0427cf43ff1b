import { field, isRecord, parseYaml, textEntries, textListField } from './config-values.ts';

/** What a pnpm-workspace.yaml says, as far as resolution cares. */
export interface PnpmWorkspace {
  readonly packages: readonly string[];
  /** Catalog name (`default` for `catalog`) → package → version range. */
  readonly catalogs: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Reads the text of a pnpm-workspace.yaml. Malformed text gives a workspace without packages. */
export function toPnpmWorkspace(_path: string, text: string): PnpmWorkspace {
  const yaml = parseYaml(text);
  const named = field(yaml, 'catalogs');
  const catalogs = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, catalog] of isRecord(named) ? Object.entries(named) : []) catalogs.set(name, new Map(textEntries(catalog)));
  const unnamed = field(yaml, 'catalog');
  if (isRecord(unnamed)) catalogs.set('default', new Map(textEntries(unnamed)));
  return { packages: textListField(yaml, 'packages') ?? [], catalogs };
}
