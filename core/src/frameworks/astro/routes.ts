import { joinPath } from '../../base/paths.ts';
import { findConstant, type Machine } from '../../flow/index.ts';
import { exportOf } from '../exports.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import { findPresent } from '../present.ts';
import { sequenceSteps } from '../sequence.ts';
import { collectActions } from './actions.ts';
import { type AstroConfig, applicationFolder, readConfig } from './config.ts';
import { endpointPath } from './files.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

export interface Application {
  readonly config: AstroConfig;
  /** What `onRequest` runs before every route. */
  readonly steps: readonly Step[];
}

export function collectRoutes(host: AdapterHost): readonly RouteDraft[] {
  const applications = new Map<string, Application>();
  const endpoints = host.files.flatMap((file): readonly RouteDraft[] => {
    if (!host.dependsOn(file, 'astro')) return [];
    const folder = applicationFolder(host, file);
    const application = applications.get(folder) ?? readApplication(host, folder);
    applications.set(folder, application);
    return endpointsOf(host, file, application);
  });
  return [...endpoints, ...[...applications.values()].flatMap((application) => collectActions(host, application))];
}

function readApplication(host: AdapterHost, folder: string): Application {
  const config = readConfig(host, folder);
  return { config, steps: middlewareSteps(host, joinPath(config.source, 'middleware')) };
}

function endpointsOf(host: AdapterHost, file: string, { config, steps }: Application): readonly RouteDraft[] {
  const m = host.machine;
  const facts = host.facts(file);
  const path = endpointPath(file, joinPath(config.source, 'pages'));
  if (facts === undefined || path === undefined || isPrerendered(m, file, config)) return [];
  return [...methods, 'ALL'].flatMap((method): readonly RouteDraft[] => {
    const exported = exportOf(facts, method);
    const value = exported === undefined ? undefined : m.exported(file, method, m.base);
    if (exported === undefined || value === undefined) return [];
    const at = { file, start: exported.start, end: exported.end };
    const insertion = insertionOf(m, value);
    const draft: RouteDraft = {
      framework: 'astro',
      method,
      path: joinPaths(config.base, path),
      at,
      steps: [...steps, { value, name: method, at, mount: '', role: 'handler', phase: 'endpoint' }],
      later: [],
      file,
      group: `astro:${file.replace(/\/[^/]*$/, '')}`,
      ...(insertion !== undefined && { insertion }),
    };
    return [method === 'ALL' ? { ...draft, methods: 'any' } : draft];
  });
}

/** `export const prerender = false` in an application whose pages are files otherwise, or the other way round. */
function isPrerendered(m: Machine, file: string, config: AstroConfig): boolean {
  const value = m.exported(file, 'prerender', m.base);
  const own = value === undefined ? undefined : findConstant(value)?.value;
  return typeof own === 'boolean' ? own : config.prerenders;
}

function middlewareSteps(host: AdapterHost, path: string): readonly Step[] {
  const endings = ['ts', 'js', 'mts', 'mjs'];
  const file = findPresent(host, [...endings.map((e) => `${path}.${e}`), ...endings.map((e) => `${path}/index.${e}`)]);
  const facts = file === undefined ? undefined : host.facts(file);
  const exported = facts === undefined ? undefined : exportOf(facts, 'onRequest');
  const value = file === undefined || exported === undefined ? undefined : host.machine.exported(file, 'onRequest', host.machine.base);
  if (file === undefined || exported === undefined || value === undefined) return [];
  return sequenceSteps(host.machine, value, 'astro:middleware#sequence', 'onRequest', { file, start: exported.start, end: exported.end });
}
