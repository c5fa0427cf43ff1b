import { expressExchange, runExpressStep } from '../express/runner.ts';
import type { Framework } from '../framework.ts';
import { watchServers } from './instances.ts';
import { restifyErrors, restifyJwt, restifyLibrary, restifyRouter } from './library.ts';
import { collectRoutes } from './routes.ts';

const restify: Framework = {
  id: 'restify',
  title: 'Restify 8 to 11',
  packages: ['restify', 'restify-router'],
  tokens: ['restify', 'Restify'],
  isRouteFile: () => false,
  libraries: [restifyLibrary, restifyRouter, restifyJwt, restifyErrors],
  start({ machine }) {
    const notes = watchServers(machine);
    return {
      routes: () => collectRoutes(notes.all()),
      runner: (draft, state) => {
        const keys = { request: 'restify#<request>', response: 'restify#<response>' };
        const exchange = { ...expressExchange(machine, draft, state, keys), how: { falseEnds: true, resolving: true, pathByCall: true } };
        return { run: (step, from) => runExpressStep(machine, step, draft, exchange, from) };
      },
    };
  },
};
export default restify;
