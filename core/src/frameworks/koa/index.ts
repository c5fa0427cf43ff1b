import type { Framework } from '../framework.ts';
import { watchContext } from './context.ts';
import { watchInstances } from './instances.ts';
import { koaCombinators, koaGuards, koaLibrary, koaNeutral, koaRouter } from './library.ts';
import { collectRoutes } from './routes.ts';
import { koaRunner } from './runner.ts';

const koa: Framework = {
  id: 'koa',
  title: 'Koa 2 and 3',
  packages: ['koa', '@koa/router', 'koa-router'],
  tokens: ['koa', 'Koa'],
  isRouteFile: () => false,
  libraries: [koaLibrary, koaRouter, ...koaCombinators, ...koaGuards, ...koaNeutral],
  start(host) {
    const { machine } = host;
    const notes = watchInstances(machine, (file) => routerVersion(host.text(`${folderOf(host.packageFolder(file))}package.json`)) >= 15);
    watchContext(machine);
    return {
      routes: () => collectRoutes(notes.all()),
      runner: (draft, state) => koaRunner(machine, draft, state),
    };
  },
};
export default koa;

const folderOf = (folder: string): string => (folder === '' ? '' : `${folder}/`);

/** The major version of @koa/router that a manifest asks for; 0 where it asks for none. */
function routerVersion(manifest: string | undefined): number {
  const found = /"@koa\/router"\s*:\s*"[^\d"]*(\d+)/.exec(manifest ?? '');
  return Number(found?.[1] ?? 0);
}
