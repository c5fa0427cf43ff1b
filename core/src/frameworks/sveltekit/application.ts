import { joinPath, toAncestors } from '../../base/paths.ts';
import { constant } from '../../flow/index.ts';
import type { AdapterHost } from '../framework.ts';
import { isPresent } from '../present.ts';
import { findConfigFile, type KitConfig, readConfig } from './config.ts';
import type { Application } from './draft.ts';
import { hookSteps } from './hooks.ts';

/** The nearest folder with a configuration of SvelteKit, or the package's. */
export function applicationFolder(host: AdapterHost, file: string): string {
  const found = toAncestors(file).find((folder) => findConfigFile(folder, (path) => isPresent(host, path)) !== undefined);
  return found ?? host.packageFolder(file);
}

export function readApplication(host: AdapterHost, folder: string): Application {
  const config = configAt(host, folder);
  return { folder, config, steps: hookSteps(host, joinPath(folder, config.hooks)) };
}

function configAt(host: AdapterHost, folder: string): KitConfig {
  const file = findConfigFile(folder, (path) => isPresent(host, path));
  return readConfig(file === undefined ? undefined : host.facts(file));
}

/** `base` of `$app/paths` is what the configuration of the importing file's application says. */
export function supplyBase(host: AdapterHost): void {
  host.machine.exportHooks.set('$app/paths#base', (from) => constant(configAt(host, applicationFolder(host, from)).base));
}
