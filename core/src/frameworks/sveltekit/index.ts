import type { Framework } from '../framework.ts';
import { supplyBase } from './application.ts';
import { isConfigFile, kitAliases } from './config.ts';
import type { DetailsBySteps } from './draft.ts';
import { watchCurrentEvent } from './event.ts';
import { isKitFile } from './files.ts';
import { watchHandlers } from './handle.ts';
import { kit, kitEnvironment, kitHooks, kitPaths, kitServer, kitSettings } from './library.ts';
import { collectRoutes } from './routes.ts';
import { kitRunner } from './runner.ts';

const sveltekit: Framework = {
  id: 'sveltekit',
  title: 'SvelteKit 2',
  packages: ['@sveltejs/kit'],
  tokens: ['@sveltejs/kit', '$app/server'],
  isRouteFile: (path) => isKitFile(path) || isConfigFile(path),
  aliases: kitAliases,
  libraries: [kit, kitHooks, kitEnvironment, kitServer, kitSettings, kitPaths],
  start(host) {
    const m = host.machine;
    const details: DetailsBySteps = new WeakMap();
    watchCurrentEvent(m);
    watchHandlers(m);
    supplyBase(host);
    return {
      routes: () => collectRoutes(host, details),
      runner: (draft, state) => kitRunner(m, draft, details.get(draft.steps) ?? { id: undefined, layouts: [] }, state),
    };
  },
};
export default sveltekit;
