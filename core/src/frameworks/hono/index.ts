import type { Framework } from '../framework.ts';
import { watchCombinations } from './combine.ts';
import { watchContext, watchEndpoints } from './context.ts';
import { watchInstances } from './instances.ts';
import {
  honoAdapters,
  honoCookie,
  honoEndpoints,
  honoException,
  honoFactory,
  honoGuards,
  honoLibrary,
  honoNeutral,
  honoOpenApi,
  honoValidators,
} from './library.ts';
import { collectRoutes } from './routes.ts';
import { honoRunner } from './runner.ts';

const hono: Framework = {
  id: 'hono',
  title: 'Hono 4',
  packages: ['hono', '@hono/zod-openapi'],
  tokens: ['hono', 'Hono', '.openapi(', '.route('],
  isRouteFile: () => false,
  libraries: [
    honoLibrary,
    honoOpenApi,
    honoEndpoints,
    ...honoAdapters,
    honoException,
    honoFactory,
    honoCookie,
    ...honoGuards,
    ...honoNeutral,
    ...honoValidators,
  ],
  start(host) {
    const notes = watchInstances(host.machine);
    watchContext(host.machine);
    watchEndpoints(host.machine);
    watchCombinations(host.machine);
    return {
      routes: () => collectRoutes(host.machine, notes.all()),
      runner: (draft, state) => honoRunner(host.machine, draft, state),
    };
  },
};
export default hono;
