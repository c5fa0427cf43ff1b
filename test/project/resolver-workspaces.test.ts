import { describe } from 'vitest';
import { type Case, type Files, testResolution } from './virtual-workspace.ts';

const from = 'apps/api/server.ts';

/** Which of several packages called `events-db` the application gets. */
function memberCase(title: string, files: Files, leadsTo: string, range?: string): Case {
  const dependencies = range === undefined ? {} : { 'events-db': range };
  const folders = Object.keys(files)
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => path.replace('package.json', 'index.ts'));
  return {
    title,
    files: { 'apps/api/package.json': { name: 'api', dependencies }, ...files },
    sources: [from, ...folders].join(' '),
    from,
    imports: 'events-db',
    leadsTo,
  };
}

const db = { name: 'events-db', version: '1.2.0' };
const outside = 'package events-db';

describe('declared members', () => {
  testResolution([
    memberCase('npm', { 'package.json': { workspaces: ['packages/*'] }, 'packages/db/package.json': db }, 'packages/db/index.ts', '^9.0.0'),
    memberCase(
      'Yarn 1',
      { 'package.json': { workspaces: { packages: ['packages/*'] } }, 'packages/db/package.json': db },
      'packages/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'pnpm',
      { 'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n", 'packages/db/package.json': db },
      'packages/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'a folder named outright',
      { 'package.json': { workspaces: ['./packages/db/'] }, 'packages/db/package.json': db },
      'packages/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'a pattern over folders',
      { 'package.json': { workspaces: ['packages/**'] }, 'packages/a/b/db/package.json': db },
      'packages/a/b/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'alternatives',
      { 'package.json': { workspaces: ['{libs,packages}/*'] }, 'libs/db/package.json': db },
      'libs/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'one star is one folder',
      { 'package.json': { workspaces: ['packages/*'] }, 'packages/a/db/package.json': db },
      outside,
      '^9.0.0',
    ),
    memberCase(
      'an exclusion',
      { 'pnpm-workspace.yaml': "packages: ['**', '!**/fixtures/**']", 'packages/x/fixtures/db/package.json': db },
      outside,
      '^9.0.0',
    ),
    memberCase(
      'an exclusion of another folder',
      { 'pnpm-workspace.yaml': "packages: ['**', '!**/fixtures/**']", 'packages/x/db/package.json': db },
      'packages/x/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'a workspace below the root',
      { 'libs/package.json': { workspaces: ['*'] }, 'libs/db/package.json': db },
      'libs/db/index.ts',
      '^9.0.0',
    ),
    memberCase(
      'not when it comes from somewhere else',
      { 'package.json': { workspaces: ['*'] }, 'db/package.json': db },
      outside,
      'npm:other-db@1.2.0',
    ),
    memberCase(
      'not when it comes from a repository',
      { 'package.json': { workspaces: ['*'] }, 'db/package.json': db },
      outside,
      'acme/events-db#main',
    ),
    memberCase(
      'of a catalog that says nothing about it',
      { 'package.json': { workspaces: ['*'] }, 'db/package.json': db },
      'db/index.ts',
      'catalog:',
    ),
    memberCase('the root of a workspace', { 'db/package.json': { ...db, workspaces: ['x/*'] } }, 'db/index.ts', '^9.0.0'),
    memberCase(
      'no member of a workspace elsewhere',
      { 'libs/package.json': { workspaces: ['*'] }, 'db/package.json': db },
      outside,
      '^9.0.0',
    ),
  ]);
});

describe('packages of the tree that nobody declared', () => {
  testResolution([
    memberCase('by name, when no dependency says otherwise', { 'shared/db/package.json': db }, 'shared/db/index.ts'),
    memberCase('when the version fits', { 'shared/db/package.json': db }, 'shared/db/index.ts', '^1.0.0'),
    memberCase('when any version fits', { 'shared/db/package.json': { name: 'events-db' } }, 'shared/db/index.ts', '*'),
    memberCase('when the workspace is asked for', { 'shared/db/package.json': db }, 'shared/db/index.ts', 'workspace:^'),
    memberCase('not when the version does not fit', { 'shared/db/package.json': db }, outside, '^2.0.0'),
    memberCase('not when a version is wanted and there is none', { 'shared/db/package.json': { name: 'events-db' } }, outside, '^1.0.0'),
    memberCase('not for a tag', { 'shared/db/package.json': db }, outside, 'latest'),
    memberCase('not when it comes from somewhere else', { 'shared/db/package.json': db }, outside, 'npm:other-db@1.2.0'),
    memberCase('not when it comes from a repository', { 'shared/db/package.json': db }, outside, 'acme/events-db'),
    memberCase('not by the name of its folder', { 'events-db/package.json': { name: 'something-else' } }, outside),
    memberCase('not what is installed', { 'node_modules/events-db/package.json': db }, outside),
    memberCase('not what is installed below', { 'apps/api/node_modules/events-db/package.json': db }, outside),
  ]);
});

describe('several packages of one name', () => {
  testResolution([
    memberCase(
      'the declared one before a nearer one',
      { 'package.json': { workspaces: ['packages/*'] }, 'packages/db/package.json': db, 'apps/api/db/package.json': db },
      'packages/db/index.ts',
    ),
    memberCase('the nearest', { 'apps/db/package.json': db, 'db/package.json': db, 'a/db/package.json': db }, 'apps/db/index.ts'),
    memberCase('the first by path, of those equally near', { 'b/package.json': db, 'a/package.json': db }, 'a/index.ts'),
  ]);
});

describe('dependencies that name a folder', () => {
  const named = { 'libs/db/package.json': { name: 'not-called-so' } };
  testResolution([
    memberCase('file:', named, 'libs/db/index.ts', 'file:../../libs/db'),
    memberCase('link:', named, 'libs/db/index.ts', 'link:../../libs/db'),
    memberCase('portal:', named, 'libs/db/index.ts', 'portal:../../libs/db'),
    memberCase('workspace: with a path', named, 'libs/db/index.ts', 'workspace:../../libs/db'),
    memberCase('a path alone', named, 'libs/db/index.ts', '../../libs/db'),
    memberCase('workspace: with another name', named, 'libs/db/index.ts', 'workspace:not-called-so@*'),
    memberCase('a folder without a package', named, outside, 'file:../../libs'),
    memberCase('an archive', named, outside, 'file:../../libs/db.tgz'),
    {
      title: 'counts from the package.json that says so',
      files: { 'package.json': { dependencies: { 'events-db': 'file:./libs/db' } }, 'apps/api/package.json': {}, ...named },
      sources: 'libs/db/index.ts',
      from,
      imports: 'events-db',
      leadsTo: 'libs/db/index.ts',
    },
  ]);
});

describe("names of Node's modules", () => {
  const events = { 'package.json': { workspaces: ['services/*'] }, 'services/events/package.json': { name: 'events' } };
  const sources = 'services/events/index.ts services/events/types.ts';
  testResolution([
    { title: 'a service called events', files: events, sources, from, imports: 'events', leadsTo: 'package events' },
    { title: 'a file of that service', files: events, sources, from, imports: 'events/types', leadsTo: 'services/events/types.ts' },
  ]);
});
