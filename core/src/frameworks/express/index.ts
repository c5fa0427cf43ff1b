import type { Framework } from '../framework.ts';
import { watchInstances } from './instances.ts';
import { expressLibrary } from './library.ts';
import { RouteMemo } from './memo.ts';
import { collectRoutes } from './routes.ts';
import { expressRunner } from './runner.ts';

const express: Framework = {
  id: 'express',
  title: 'Express 4 and 5',
  packages: ['express', 'router', 'express-promise-router'],
  tokens: ['express', '.Router(', 'Router()', ': Router', ': Application', ': Express'],
  isRouteFile: () => false,
  libraries: [expressLibrary],
  start(host) {
    const notes = watchInstances(host.machine);
    const memo = new RouteMemo();
    // Express 5 reads queries without objects in them, unless it is told to.
    const isFlat = (file: string): boolean =>
      /^\D*([5-9]|\d\d)/.test(host.range(file, 'express') ?? '') && host.machine.program.filesNaming('query parser').length === 0;
    return {
      routes: () => collectRoutes(notes.all(), memo),
      runner: (draft, state) => expressRunner(host.machine, draft, state, isFlat(draft.file)),
    };
  },
};
export default express;
