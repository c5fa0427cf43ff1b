import { expressExchange, runExpressStep } from '../express/runner.ts';
import type { Framework } from '../framework.ts';
import { watchApps } from './instances.ts';
import { polkaLibrary, polkaSend } from './library.ts';
import { collectRoutes } from './routes.ts';

const polka: Framework = {
  id: 'polka',
  title: 'Polka 0.5 and 1',
  packages: ['polka'],
  tokens: ['polka'],
  isRouteFile: () => false,
  libraries: [polkaLibrary, polkaSend],
  start(host) {
    const { machine } = host;
    const notes = watchApps(machine, (file) => {
      const folder = host.packageFolder(file);
      return isVersionOne(host.text(folder === '' ? 'package.json' : `${folder}/package.json`));
    });
    return {
      routes: () => collectRoutes(notes.all()),
      runner: (draft, state) => {
        const exchange = expressExchange(machine, draft, state, { request: 'polka#<request>', response: 'polka#<response>' });
        return { run: (step, from) => runExpressStep(machine, step, draft, exchange, from) };
      },
    };
  },
};
export default polka;

/** True for a manifest that asks for version 1 or its previews. */
function isVersionOne(manifest: string | undefined): boolean {
  return /"polka"\s*:\s*"(?:[^\d"]*1|next)/.test(manifest ?? '');
}
