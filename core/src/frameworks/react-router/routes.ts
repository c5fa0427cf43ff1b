import { elementsOf, type Machine, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { exportOf, functionOf } from '../exports.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import { type Application, findApplications } from './application.ts';
import type { RouteNode } from './tree.ts';

/** The loaders and actions of all route modules. */
export function collectRoutes(host: AdapterHost): readonly RouteDraft[] {
  return findApplications(host).flatMap((application) => {
    const parents = new Set(application.nodes.flatMap((node) => (node.isIndex && node.parent !== undefined ? [node.parent] : [])));
    return application.nodes.flatMap((node) => routesOf(host, application, node, parents.has(node)));
  });
}

function routesOf(host: AdapterHost, application: Application, node: RouteNode, hasIndex: boolean): readonly RouteDraft[] {
  if (node.file === '' || host.facts(node.file) === undefined) return [];
  const path = joinPaths(application.base, node.path);
  const isLayout = node.parent === undefined || node.isPathless || hasIndex;
  const before = application.hasMiddleware ? middlewareOf(host, node) : [];
  const loader = draftOf(host, node, 'loader', 'GET', isLayout ? joinPaths(path, '*') : path, before);
  // A form is sent to a path, which a layout without one has not.
  const action = node.isPathless ? undefined : draftOf(host, node, 'action', 'POST', path, before);
  return [...(loader ?? []), ...(action ?? []).map((draft): RouteDraft => ({ ...draft, methods: 'any', form: true }))];
}

function draftOf(
  host: AdapterHost,
  node: RouteNode,
  name: 'loader' | 'action',
  method: string,
  path: string,
  before: readonly Step[],
): readonly RouteDraft[] | undefined {
  const m = host.machine;
  const found = exportedFrom(host, node.file, name);
  if (found === undefined) return undefined;
  const { value, at } = found;
  const insertion = insertionOf(m, value);
  return [
    {
      framework: 'react-router',
      method,
      path,
      at,
      steps: [...before, { value, name, at, mount: '', role: 'handler' }],
      later: [],
      file: node.file,
      group: `react-router:${node.parent?.file ?? ''}:${path.replace(/\/[^/]*$/, '')}`,
      ...(insertion !== undefined && { insertion }),
    },
  ];
}

function exportedFrom(host: AdapterHost, file: string, name: string): { readonly value: Value; readonly at: Location } | undefined {
  const facts = host.facts(file);
  const exported = facts === undefined ? undefined : exportOf(facts, name);
  const value = exported === undefined ? undefined : host.machine.exported(file, name, host.machine.base);
  return exported === undefined || value === undefined ? undefined : { value, at: { file, start: exported.start, end: exported.end } };
}

/** What runs one after the other before the route's own functions, the outermost route's first. */
function middlewareOf(host: AdapterHost, node: RouteNode): readonly Step[] {
  const above = node.parent === undefined ? [] : middlewareOf(host, node.parent);
  if (node.file === '') return above;
  const found = exportedFrom(host, node.file, 'middleware') ?? exportedFrom(host, node.file, 'unstable_middleware');
  const values = found === undefined ? [] : (elementsOf(host.machine, found.value, host.machine.base) ?? [found.value]);
  return [...above, ...values.map((value): Step => toStep(host.machine, value, found?.at ?? { file: node.file, start: 0, end: 0 }))];
}

function toStep(m: Machine, value: Value, otherwise: Location): Step {
  const at = functionOf(m, value) ?? otherwise;
  const [shape] = value.shapes;
  const name = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.name : undefined;
  return { value, name: name === undefined || name === '' ? 'middleware' : name, at, mount: '', role: 'middleware', shared: true };
}
