import { type Machine, type NoteBook, readMember, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { ExportFact, FileFacts } from '../../syntax/facts.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import { collectActions } from './actions.ts';
import { type Application, isApplicationFolder, readApplication } from './application.ts';
import { connectRoutes, type RouterNote } from './connect.ts';
import { findRouteFile, handlerMethods, type RouteFile } from './files.ts';

/** All routes and server actions of the workspace's applications. */
export function collectRoutes(host: AdapterHost, routers: NoteBook<RouterNote>): readonly RouteDraft[] {
  const files = new Set(host.files);
  const applications = new Map<string, Application>();
  const folders = new Map<string, boolean>();
  const isApplication = (folder: string): boolean => {
    const known = folders.get(folder) ?? isApplicationFolder(host, folder);
    folders.set(folder, known);
    return known;
  };
  const notes = routers.all();
  return host.files.flatMap((file): readonly RouteDraft[] => {
    const facts = host.facts(file);
    if (facts === undefined || !host.dependsOn(file, 'next')) return [];
    const where = findRouteFile(file, isApplication);
    const actions = collectActions(host, file, facts);
    if (where === undefined) return actions;
    let application = applications.get(where.root);
    if (application === undefined) {
      application = readApplication(host, files, where.root);
      applications.set(where.root, application);
    }
    const place = { file, facts, where, application };
    return [...(where.kind === 'handler' ? handlersOf(host, place) : apiOf(host, place, notes)), ...actions];
  });
}

interface Place {
  readonly file: string;
  readonly facts: FileFacts;
  readonly where: RouteFile;
  readonly application: Application;
}

/** `export async function GET`, in whatever form a file exports it. */
function handlersOf({ machine }: AdapterHost, place: Place): readonly RouteDraft[] {
  return handlerMethods.flatMap((method): RouteDraft[] => {
    const exported = exportOf(place.facts, method);
    const value = exported === undefined ? undefined : machine.exported(place.file, method, machine.base);
    if (exported === undefined || value === undefined) return [];
    return [draftOf(machine, place, method, exported, value, 'handler')];
  });
}

/** The default export of a file in `pages/api`. */
function apiOf({ machine }: AdapterHost, place: Place, notes: readonly RouterNote[]): readonly RouteDraft[] {
  const value = machine.exported(place.file, 'default', machine.base);
  if (value === undefined || value.shapes.every((shape) => shape.k === 'constant') === value.shapes.length > 0) return [];
  const exported = exportOf(place.facts, 'default') ?? functionOf(machine, value);
  const form = isEdge(machine, place.file) ? 'handler' : 'api';
  const draft = { ...draftOf(machine, place, 'ALL', exported ?? { start: 0, end: 0 }, value, form), methods: 'any' as const };
  return connectRoutes(draft, value, notes) ?? [draft];
}

/** An export of that name, or a star through which it may come. */
function exportOf(facts: FileFacts, name: string): ExportFact | undefined {
  return (
    facts.exports.find((e) => e.kind !== 'star' && e.name === name) ?? facts.exports.find((e) => e.kind === 'star' && name !== 'default')
  );
}

/** Where a function that `module.exports` is set to begins. */
function functionOf(m: Machine, value: Value): Pick<Location, 'start' | 'end'> | undefined {
  for (const shape of value.shapes) {
    if (shape.k !== 'closure') continue;
    const fn = m.program.facts(shape.closure.file)?.functions[shape.closure.fn];
    if (fn !== undefined) return { start: fn.start, end: Math.min(fn.bodyStart, fn.end) };
  }
  return undefined;
}

/** `export const config = { runtime: 'edge' }`: the handler gets a web request and returns its answer. */
function isEdge(m: Machine, file: string): boolean {
  const config = m.exported(file, 'config', m.base);
  const runtime = config === undefined ? undefined : readMember(m, config, 'runtime', { file, start: 0, end: 0 }, m.base);
  return runtime?.shapes.some((s) => s.k === 'constant' && (s.value === 'edge' || s.value === 'experimental-edge')) === true;
}

function draftOf(
  m: Machine,
  { file, where, application }: Place,
  method: string,
  at: Pick<Location, 'start' | 'end'>,
  value: Value,
  phase: 'handler' | 'api',
): RouteDraft {
  const location = { file, start: at.start, end: at.end };
  const insertion = insertionOf(m, value);
  return {
    framework: 'next',
    method,
    path: joinPaths(application.basePath, where.route),
    at: location,
    steps: [...proxySteps(application, where.route), { value, name: method, at: location, mount: '', role: 'handler', phase }],
    later: [],
    ...leftOut(application, where.route),
    file,
    group: `next:${file.replace(/\/[^/]*\/[^/]*$/, '')}`,
    ...(insertion !== undefined && { insertion }),
  };
}

/** The proxy, where its matcher leaves the route out. */
function leftOut({ proxy }: Application, route: string): Pick<RouteDraft, 'leftOut'> {
  const list = proxy?.matcher.at;
  if (proxy === undefined || list === undefined || proxy.matcher.covers(route) !== 'never') return {};
  return { leftOut: [{ step: proxy.step, list, entry: route.replace(/\/\*(\w+)/, '/:$1*') }] };
}

/** The matcher's paths are those below the base path. */
function proxySteps({ proxy }: Application, route: string): readonly Step[] {
  const covers = proxy?.matcher.covers(route) ?? 'never';
  if (proxy === undefined || covers === 'never') return [];
  return [covers === 'sometimes' ? { ...proxy.step, phase: 'sometimes' } : proxy.step];
}
