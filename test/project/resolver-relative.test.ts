import { type Case, testResolution } from './virtual-workspace.ts';

type Row = readonly [title: string, sources: string, imports: string, leadsTo: string, from?: string];

const rows: readonly Row[] = [
  ['adds .ts', 'src/app.ts src/db.ts', './db', 'src/db.ts'],
  ['adds .tsx', 'src/app.ts src/page.tsx', './page', 'src/page.tsx'],
  ['adds .mts', 'src/app.ts src/db.mts', './db', 'src/db.mts'],
  ['adds .cts', 'src/app.ts src/db.cts', './db', 'src/db.cts'],
  ['adds .js', 'src/app.js src/db.js', './db', 'src/db.js'],
  ['adds .jsx', 'src/app.js src/page.jsx', './page', 'src/page.jsx'],
  ['adds .mjs', 'src/app.js src/db.mjs', './db', 'src/db.mjs'],
  ['adds .cjs', 'src/app.js src/db.cjs', './db', 'src/db.cjs'],
  ['adds .json last', 'src/app.ts src/config.json', './config', 'src/config.json'],
  ['prefers .ts to .js and .json', 'src/app.ts src/db.json src/db.js src/db.ts', './db', 'src/db.ts'],
  ['takes a file as written', 'src/app.ts src/db.ts', './db.ts', 'src/db.ts'],
  ['takes a file of another kind as written', 'src/app.ts src/query.sql', './query.sql', 'src/query.sql'],
  ['does not take .tsx for .ts', 'src/app.ts src/db.tsx', './db.ts', 'missing'],
  ['treats a dot in the name as part of it', 'src/app.ts src/user.service.ts', './user.service', 'src/user.service.ts'],
  ['goes up', 'src/routes/app.ts src/db.ts', '../db', 'src/db.ts', 'src/routes/app.ts'],
  ['goes up and down through odd segments', 'src/routes/app.ts lib/db.ts', '.././../lib//db', 'lib/db.ts', 'src/routes/app.ts'],
  ['works at the root', 'app.ts db.ts', './db', 'db.ts', 'app.ts'],
  ['does not leave the root', 'src/app.ts db.ts', '../../db', 'missing'],
  ['does not take a name that only starts the same', 'src/app.ts src/database.ts', './data', 'missing'],
  ['does not take a file of another folder', 'src/app.ts lib/db.ts', './db', 'missing'],

  ['.js is written for .ts', 'src/app.ts src/db.ts', './db.js', 'src/db.ts'],
  ['.js is written for .tsx', 'src/app.ts src/page.tsx', './page.js', 'src/page.tsx'],
  ['.js prefers the source to what was built beside it', 'src/app.ts src/db.js src/db.ts', './db.js', 'src/db.ts'],
  ['.js stays .js without a source', 'src/app.js src/db.js', './db.js', 'src/db.js'],
  ['.js is never written for .mts', 'src/app.ts src/db.mts', './db.js', 'missing'],
  ['.mjs is written for .mts', 'src/app.ts src/db.mts', './db.mjs', 'src/db.mts'],
  ['.mjs is never written for .ts', 'src/app.ts src/db.ts', './db.mjs', 'missing'],
  ['.cjs is written for .cts', 'src/app.ts src/db.cts', './db.cjs', 'src/db.cts'],
  ['.jsx is written for .tsx', 'src/app.ts src/page.tsx', './page.jsx', 'src/page.tsx'],
  ['.js may also be a part of the name', 'src/app.ts src/chart.js.ts', './chart.js', 'src/chart.js.ts'],

  ['finds the index of a folder', 'src/app.ts src/users/index.ts', './users', 'src/users/index.ts'],
  ['finds a .mjs index', 'src/app.js src/users/index.mjs', './users', 'src/users/index.mjs'],
  ['prefers the file to the folder', 'src/app.ts src/users.ts src/users/index.ts', './users', 'src/users.ts'],
  ['a trailing slash means the folder', 'src/app.ts src/users.ts src/users/index.ts', './users/', 'src/users/index.ts'],
  ['a trailing slash never means the file', 'src/app.ts src/users.ts', './users/', 'missing'],
  ['. is the own folder', 'src/app.ts src/index.ts', '.', 'src/index.ts'],
  ['. is not a file called like the folder', 'src/app.ts src.ts', '.', 'missing'],
  ['./ is the own folder', 'src/app.ts src/index.ts', './', 'src/index.ts'],
  ['.. is the folder above', 'src/users/app.ts src/index.ts', '..', 'src/index.ts', 'src/users/app.ts'],
  ['.. may be the root', 'src/app.ts index.ts', '..', 'index.ts'],
  ['a folder called like a .js file', 'src/app.ts src/socket.js/index.ts', './socket.js', 'src/socket.js/index.ts'],
  ['a folder without an index leads nowhere', 'src/app.ts src/users/list.ts', './users', 'missing'],

  ['falls back to a declaration', 'src/app.ts src/types.d.ts', './types', 'src/types.d.ts'],
  ['falls back to a declaration of a .js file', 'src/app.ts src/native.d.ts', './native.js', 'src/native.d.ts'],
  ['falls back to a declaration in a folder', 'src/app.ts src/types/index.d.ts', './types', 'src/types/index.d.ts'],
  ['prefers code to its declaration', 'src/app.ts src/native.d.ts src/native.js', './native', 'src/native.js'],
  ['prefers code in a folder to a declaration beside it', 'src/app.ts src/native.d.ts src/native/index.js', './native', 'src/native/index.js'],
  ['takes a declaration as written', 'src/app.ts src/types.d.ts', './types.d.ts', 'src/types.d.ts'],
  ['takes a declaration written without .ts', 'src/app.ts src/types.d.ts', './types.d', 'src/types.d.ts'],

  ['does not need the importing file to exist', 'src/db.ts', './db', 'src/db.ts', 'src/untitled.ts'],
  ['does not read a query', 'src/app.ts src/db.ts', './db?raw', 'missing'],
  ['... is no folder', 'src/app.ts index.ts', '...', 'missing'],
  ['a relative specifier is never a package', 'src/app.ts', './express', 'missing'],
  ['an absolute specifier leads nowhere', 'src/app.ts src/db.ts', '/src/db', 'missing'],
  ['an empty specifier leads nowhere', 'src/app.ts src/index.ts index.ts', '', 'missing'],
];

testResolution(
  rows.map(([title, sources, imports, leadsTo, from = sources.split(' ')[0] ?? '']) => ({ title, files: {}, sources, from, imports, leadsTo })),
);

const folderManifests: readonly Case[] = [
  {
    title: 'a folder with a package.json is what its main says',
    files: { 'src/db/package.json': { main: './client.js' } },
    sources: 'src/app.ts src/db/client.ts src/db/index.ts',
    from: 'src/app.ts', imports: './db', leadsTo: 'src/db/client.ts',
  },
  {
    title: 'a main that leads nowhere leaves the index',
    files: { 'src/db/package.json': { main: './gone.js' } },
    sources: 'src/app.ts src/db/index.ts',
    from: 'src/app.ts', imports: './db', leadsTo: 'src/db/index.ts',
  },
  {
    title: 'a main of built output is its source',
    files: { 'packages/db/package.json': { main: 'dist/index.js' } },
    sources: 'app.ts packages/db/src/index.ts',
    from: 'app.ts', imports: './packages/db', leadsTo: 'packages/db/src/index.ts',
  },
  {
    title: 'a main may be a folder',
    files: { 'packages/db/package.json': { main: './source' } },
    sources: 'app.ts packages/db/source/index.ts',
    from: 'app.ts', imports: './packages/db', leadsTo: 'packages/db/source/index.ts',
  },
  {
    title: 'a main does not leave its folder',
    files: { 'packages/db/package.json': { main: '../secrets.js' } },
    sources: 'app.ts packages/secrets.js',
    from: 'app.ts', imports: './packages/db', leadsTo: 'missing',
  },
  {
    title: 'exports say nothing about a relative import',
    files: { 'packages/db/package.json': { exports: './client.js' } },
    sources: 'app.ts packages/db/client.ts packages/db/index.ts',
    from: 'app.ts', imports: './packages/db', leadsTo: 'packages/db/index.ts',
  },
  {
    title: 'a package.json is a file like any other',
    files: { 'package.json': { name: 'shop' } },
    sources: 'src/app.ts',
    from: 'src/app.ts', imports: '../package.json', leadsTo: 'package.json',
  },
];

testResolution(folderManifests);
