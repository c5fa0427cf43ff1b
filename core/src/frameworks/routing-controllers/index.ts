import type { Framework } from '../framework.ts';
import { routingControllers } from './library.ts';
import { watchApplications } from './notes.ts';
import { collectRoutes } from './routes.ts';
import { actionRunner } from './runner.ts';

const framework: Framework = {
  id: 'routing-controllers',
  title: 'routing-controllers 0.9 to 0.11',
  packages: ['routing-controllers'],
  tokens: ['routing-controllers'],
  isRouteFile: () => false,
  libraries: [routingControllers],
  start(host) {
    const notes = watchApplications(host.machine);
    return {
      routes: () => collectRoutes(host, notes),
      runner: (draft, state) => actionRunner(host.machine, draft, notes, state),
    };
  },
};
export default framework;
