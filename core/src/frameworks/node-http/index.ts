import type { Framework } from '../framework.ts';
import { nodeServers } from './library.ts';
import { nodeRunner, watchRequests } from './runner.ts';
import { draftsOf, watchServers } from './servers.ts';

const nodeHttp: Framework = {
  id: 'node-http',
  title: 'Servers of node:http that tell paths apart by hand',
  packages: [],
  tokens: ['createServer(', 'createSecureServer('],
  isRouteFile: () => false,
  libraries: [nodeServers],
  start({ machine }) {
    const notes = watchServers(machine);
    watchRequests(machine);
    return {
      routes: () => draftsOf(notes.all()),
      runner: (draft, state) => nodeRunner(machine, draft, state),
    };
  },
};
export default nodeHttp;
