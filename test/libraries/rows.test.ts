import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Catalog, type Library, type Origin, type Row, type Target } from '../../core/src/libraries/index.ts';

const root = fileURLToPath(new URL('../../core/src/libraries/', import.meta.url));
const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));

/** Types whose values the engine makes, by what it knows of the arguments: `new URL(request.url)`. */
const madeByEngine = ['global<url>'];

interface Model {
  /** `sql/pg`. */
  readonly name: string;
  readonly text: string;
  readonly library: Library;
}

const models: Model[] = [];
for (const area of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  for (const file of readdirSync(`${root}${area.name}`).sort()) {
    const path = `${root}${area.name}/${file}`;
    const { default: library }: { default: Library } = await import(path);
    models.push({ name: `${area.name}/${file.replace(/\.ts$/, '')}`, text: readFileSync(path, 'utf8'), library });
  }
}

/** The types that a target speaks of: by `on(type, …)`, or inside a name (`<type>`, `<type>.member`). */
function typesOf(target: Target): string[] {
  if ('type' in target) return [target.type];
  return namedTypes('construct' in target ? target.construct : target.export);
}

const namedTypes = (name: string): string[] => [...name.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? '');

function typesOfOrigin(origin: Origin): string[] {
  if (origin.by === 'callback') return typesOf(origin.target);
  return 'type' in origin ? [origin.type] : namedTypes(origin.name);
}

/** Two rows with the same identity would contradict or repeat each other. */
function identity(row: Row): string {
  const target = 'target' in row ? JSON.stringify(row.target) : '';
  switch (row.row) {
    case 'sink':
      return JSON.stringify([row.row, target, row.danger, row.at, row.only, row.named]);
    case 'store':
    case 'address':
      return JSON.stringify([row.row, target, row.at]);
    case 'validator':
    case 'sanitizer':
      return JSON.stringify([row.row, target, row.input]);
    case 'guard':
      return JSON.stringify([row.row, target, row.as]);
    case 'issues-credential':
      return JSON.stringify([row.row, target, row.what]);
    case 'tls-switch':
      return JSON.stringify([row.row, target, row.option, row.insecure]);
    default:
      return JSON.stringify([row.row, target]);
  }
}

const repeated = (names: readonly string[]): string[] => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];

describe.each(models)('$name', ({ name, text, library }) => {
  const types = Object.keys(library.types ?? {});
  const origins = Object.values(library.types ?? {}).flat();

  test('says something, and of which version', () => {
    expect(library.modules.length).toBeGreaterThan(0);
    expect(library.rows.length + Object.keys(library.reexports ?? {}).length).toBeGreaterThan(0);
    expect(library.modules.filter((module) => module.startsWith('node:'))).toEqual([]);
    expect(text.startsWith('/**')).toBe(true);
  });

  test('refers to types it declares, and uses each of them', () => {
    const used = new Set([
      ...library.rows.flatMap((row) => (row.target === undefined ? [] : typesOf(row.target))),
      ...origins.flatMap(typesOfOrigin),
    ]);
    expect([...used].filter((type) => !types.includes(type) && !madeByEngine.includes(`${library.modules[0]}<${type}>`))).toEqual([]);
    expect(types.filter((type) => !used.has(type))).toEqual([]);
  });

  test('gives every type a way to come about, and no way to two types', () => {
    expect(Object.entries(library.types ?? {}).filter(([, ways]) => ways.length === 0)).toEqual([]);
    expect(repeated(origins.map((origin) => JSON.stringify(origin)))).toEqual([]);
  });

  test('says nothing twice', () => {
    expect(repeated(library.rows.map(identity))).toEqual([]);
  });

  test('speaks of members that the catalog finds under the same key', () => {
    const catalog = new Catalog([library]);
    const module = catalog.moduleKey(library.modules[0] ?? '');
    const hidden = library.rows.flatMap((row): string[] => {
      if (row.target === undefined || !('type' in row.target)) return [];
      const path = row.target.member.split('.');
      const key = path.reduce((at, member) => catalog.member(at, member), `${module}<${row.target.type}>`);
      return catalog.rows(key).includes(row) ? [] : [`${row.target.type}.${row.target.member}`];
    });
    expect([...new Set(hidden)]).toEqual([]);
  });

  test('has a fixture', () => {
    expect(existsSync(`${fixtures}${name}.ts`) || existsSync(`${fixtures}${name}`)).toBe(true);
  });
});

describe('all models', () => {
  test('no module is described in two files', () => {
    expect(repeated(models.flatMap(({ library }) => library.modules))).toEqual([]);
  });

  test('every fixture belongs to a model', () => {
    const names = new Set(models.map(({ name }) => name));
    const found = readdirSync(fixtures).flatMap((area) =>
      readdirSync(`${fixtures}${area}`).map((entry) => `${area}/${entry.replace(/\.ts$/, '')}`),
    );
    expect(found.filter((name) => !names.has(name))).toEqual([]);
  });

  test('a sink on SQL text that has parameters says where they go', () => {
    const odd = models.flatMap(({ name, library }) =>
      library.rows.filter((row) => row.row === 'sink' && row.parameters !== undefined && row.danger !== 'sql').map(() => name),
    );
    expect(odd).toEqual([]);
  });
});
