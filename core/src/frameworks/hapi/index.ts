import type { Framework } from '../framework.ts';
import { watchToolkit } from './context.ts';
import { watchServers } from './instances.ts';
import { boom, hapiLibrary, hapiPackages } from './library.ts';
import { collectRoutes } from './routes.ts';
import { hapiRunner } from './runner.ts';

const hapi: Framework = {
  id: 'hapi',
  title: 'Hapi 17 to 21',
  packages: ['@hapi/hapi', 'hapi'],
  tokens: ['@hapi/', 'hapi', 'Hapi', 'server.route('],
  isRouteFile: () => false,
  libraries: [hapiLibrary, ...hapiPackages, boom],
  start(host) {
    const { machine } = host;
    const notes = watchServers(machine);
    watchToolkit(machine);
    return {
      routes: () => collectRoutes(notes.all()),
      runner: (draft, state) => hapiRunner(machine, draft, state),
    };
  },
};
export default hapi;
