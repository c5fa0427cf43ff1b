import type { Framework } from '../framework.ts';
import { watchBouncer } from './bouncer.ts';
import { watchContext } from './context.ts';
import { findModule, watchGenerated } from './generated.ts';
import { libraries } from './library.ts';
import { watchRouter } from './registration.ts';
import { collectRoutes } from './routes.ts';
import { adonisRunner } from './runner.ts';

const adonis: Framework = {
  id: 'adonis',
  title: 'AdonisJS 5 to 7',
  packages: ['@adonisjs/core'],
  tokens: ['@adonisjs/core/services/router', '@adonisjs/core/services/server', '@ioc:Adonis/Core/Route', '@ioc:Adonis/Core/Server'],
  isRouteFile: () => false,
  libraries,
  findModule,
  start({ machine, packageFolder }) {
    const notes = watchRouter(machine);
    watchContext(machine);
    watchBouncer(machine);
    watchGenerated(machine, packageFolder);
    return {
      routes: () => collectRoutes(machine, notes.all(), packageFolder),
      runner: (draft, state) => adonisRunner(machine, draft, state),
    };
  },
};
export default adonis;
