import { readdirSync, readFileSync, statSync } from 'node:fs';
import { openSession, type Session } from '#core';

/** One fixture: a file, or a folder of files that belong together. */
export interface Scenario {
  /** Path of the file or folder, relative to `test/`. */
  readonly name: string;
  /** Texts by path as the session sees them. */
  readonly files: ReadonlyMap<string, string>;
  /** The files that fixes change, after all of them; undefined where the fixture has no `.fixed` neighbour. */
  readonly fixed: ReadonlyMap<string, string> | undefined;
}

const testFolder = new URL('../../', import.meta.url).pathname;
const code = /\.[cm]?[jt]sx?$/;
const isFixed = (name: string): boolean => /\.fixed(\.[cm]?[jt]sx?)?$/.test(name);

/** All fixtures of rules, frameworks, libraries and of the flow analysis, sorted by name. */
export function findScenarios(): readonly Scenario[] {
  return roots()
    .flatMap((root) =>
      list(root)
        .filter((entry) => !isFixed(entry) && (isFolder(`${root}/${entry}`) || code.test(entry)))
        .map((entry) => readScenario(`${root}/${entry}`)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function roots(): readonly string[] {
  const below = (folder: string): readonly string[] =>
    list(folder)
      .filter((name) => isFolder(`${folder}/${name}`))
      .map((name) => `${folder}/${name}`);
  return [
    ...below('rules').map((f) => `${f}/fixtures`),
    ...below('frameworks').map((f) => `${f}/fixtures`),
    'flow/fixtures',
    ...below('libraries/fixtures'),
  ];
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(testFolder + folder).sort();
  } catch {
    return [];
  }
}

const isFolder = (path: string): boolean => statSync(testFolder + path).isDirectory();
const read = (path: string): string => readFileSync(testFolder + path, 'utf8');

function readScenario(path: string): Scenario {
  if (isFolder(path))
    return { name: path, files: filesBelow(path), fixed: exists(`${path}.fixed`) ? filesBelow(`${path}.fixed`) : undefined };
  const file = path.slice(path.lastIndexOf('/') + 1);
  const neighbour = path.replace(code, (extension) => `.fixed${extension}`);
  return { name: path, files: new Map([[file, read(path)]]), fixed: exists(neighbour) ? new Map([[file, read(neighbour)]]) : undefined };
}

const exists = (path: string): boolean => statSync(testFolder + path, { throwIfNoEntry: false }) !== undefined;

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (below: string): void => {
    for (const name of list(`${folder}/${below}`)) {
      const path = below === '' ? name : `${below}/${name}`;
      if (isFolder(`${folder}/${path}`)) visit(path);
      else files.set(path, read(`${folder}/${path}`));
    }
  };
  visit('');
  return files;
}

/** What a fixture without a package.json of its own depends on. */
const manifest = JSON.stringify({
  name: 'fixture',
  type: 'module',
  dependencies: {
    '@clerk/nextjs': '^6.35.0',
    '@prisma/client': '^6.19.0',
    bcrypt: '^6.0.0',
    'drizzle-orm': '^0.44.0',
    express: '^5.1.0',
    'express-session': '^1.18.0',
    jsonwebtoken: '^9.0.2',
    knex: '^3.1.0',
    mysql2: '^3.15.0',
    next: '^16.0.0',
    'next-auth': '^5.0.0-beta.30',
    passport: '^0.7.0',
    pg: '^8.16.0',
    sequelize: '^6.37.0',
    typeorm: '^0.3.27',
    zod: '^4.1.0',
  },
});

/** A session on texts; they get the default package.json unless they bring one. */
export function openOn(files: ReadonlyMap<string, string>): Session {
  const all = new Map(files);
  if (!all.has('package.json')) all.set('package.json', manifest);
  return openSession({ paths: [...all.keys()], read: (path) => all.get(path) });
}
