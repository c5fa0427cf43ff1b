import { NoteBook } from '../../flow/index.ts';
import type { Framework } from '../framework.ts';
import { watchReplies } from './context.ts';
import { watchEntries } from './entries.ts';
import { watchInstances } from './instances.ts';
import { fastifyLibrary, fastifyProxy, fastifySensible, fastifyTypebox } from './library.ts';
import type { FastifyNote } from './notes.ts';
import { watchPlugins } from './plugins.ts';
import { watchRegistrations } from './registration.ts';
import { watchRelations } from './relations.ts';
import { collectRoutes } from './routes.ts';
import { fastifyRunner } from './runner.ts';

const fastify: Framework = {
  id: 'fastify',
  title: 'Fastify 5',
  packages: ['fastify'],
  tokens: ['fastify'],
  isRouteFile: () => false,
  libraries: [fastifyLibrary, fastifyProxy, fastifySensible, fastifyTypebox],
  start(host) {
    const { machine } = host;
    const notes = new NoteBook<FastifyNote>(machine);
    watchInstances(machine, notes);
    watchEntries(host, notes);
    watchPlugins(machine, notes);
    watchRegistrations(machine, notes);
    watchRelations(machine);
    watchReplies(machine);
    return {
      routes: () => collectRoutes(machine, notes.all()),
      runner: (draft, state) => fastifyRunner(machine, draft, state),
    };
  },
};
export default fastify;
