import {
  anything,
  type ClassShape,
  type Container,
  injectedInstance,
  type Machine,
  type NoteBook,
  readMember,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { type Method, methodsOf } from '../classes.ts';
import type { Decoration } from '../decorators.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import { type Application, applicationsOf } from './applications.ts';
import { nestContainer, provided } from './container.ts';
import { declarationOf, describe, enhancerOf, enhancersOf, type Phase, stepOf } from './enhancers.ts';
import { fieldOf } from './graphql.ts';
import { classDecorations, methodDecorations } from './members.ts';
import { middlewareFor } from './middleware.ts';
import { groupOf, readModules, unitOf } from './modules.ts';
import type { NestNote } from './notes.ts';
import { orphans } from './orphans.ts';
import { pathsOf } from './paths.ts';
import { controllerOf, registrationOf, versionOf } from './verbs.ts';

/** The routes of all applications, and of controllers that no application of the workspace can be seen to use. */
export function collectRoutes(host: AdapterHost, notes: NoteBook<NestNote>): readonly RouteDraft[] {
  const m = host.machine;
  const apps = applicationsOf(m, notes);
  const found: RouteDraft[] = [];
  for (const app of apps) found.push(...routesOf(m, app, notes));
  const modules = orphans(host, apps, notes, apps, 'Module');
  for (const app of modules) found.push(...routesOf(m, app, notes));
  for (const alone of orphans(host, apps, notes, [...apps, ...modules], 'Controller')) found.push(...routesOf(m, alone, notes));
  const byKey = new Map<string, RouteDraft>();
  for (const draft of found) {
    const key = `${draft.method} ${draft.path} ${draft.at.file}:${draft.at.start}`;
    const known = byKey.get(key);
    if (known === undefined || (known.partial !== undefined && draft.partial === undefined)) byKey.set(key, draft);
  }
  return [...byKey.values()].sort((a, b) =>
    a.file === b.file ? a.at.start - b.at.start || compareText(a.path, b.path) : compareText(a.file, b.file),
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What all routes below one root have in common. */
interface Surroundings {
  readonly app: Application;
  readonly container: Container;
  readonly guards: readonly Step[];
  readonly interceptors: readonly Step[];
  readonly pipes: readonly Step[];
  readonly notes: readonly NestNote[];
}

function routesOf(m: Machine, app: Application, notes: NoteBook<NestNote>): readonly RouteDraft[] {
  const unit = unitOf(app.root);
  const container = nestContainer(m, [unit]);
  readModules(m, app.root, notes, container);
  const all = notes.all();
  const own = all.filter((note) => !('unit' in note) || note.unit === unit);
  const globals = (phase: Phase): readonly Step[] =>
    own.flatMap((note) => {
      if (note.kind !== 'global' || note.phase !== phase) return [];
      const value = enhancerOf(m, note.provider, (provider) => provided(m, provider, [unit], container));
      return [stepOf({ value, name: describe(m, value), at: declarationOf(m, value, { file: app.root.file, start: 0, end: 0 }) }, phase)];
    });
  const surroundings: Surroundings = {
    app,
    container,
    guards: [...globals('guard'), ...app.guards.map((handler) => stepOf(handler, 'guard'))],
    interceptors: [...globals('interceptor'), ...app.interceptors.map((handler) => stepOf(handler, 'interceptor'))],
    pipes: [...app.pipes.map((handler) => stepOf(handler, 'pipe')), ...globals('pipe')],
    notes: own,
  };
  const seen = new Set<string>();
  return own.flatMap((note): readonly RouteDraft[] => {
    if (note.kind !== 'controller' && note.kind !== 'provider') return [];
    const key = `${note.kind} ${note.target.file} ${note.target.class} ${note.kind === 'controller' ? note.prefix : ''}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return note.kind === 'controller'
      ? controllerRoutes(m, note.target, note.prefix, surroundings)
      : resolverRoutes(m, note.target, surroundings);
  });
}

function controllerRoutes(m: Machine, target: ClassShape, prefix: string, around: Surroundings): readonly RouteDraft[] {
  const { list: outer } = classDecorations(m, target, m.base);
  const controller = controllerOf(m, outer);
  if (controller === undefined) return [];
  return methodsOf(m, target).flatMap((method) => {
    const { list: inner } = methodDecorations(m, method, m.base);
    const registration = registrationOf(m, inner);
    if (registration === undefined) return [];
    const partial =
      around.app.partial ??
      (controller.paths === undefined || registration.paths === undefined ? 'part of its path could not be evaluated' : undefined);
    const parts = {
      module: prefix,
      controller: controller.paths ?? [''],
      method: registration.paths ?? [''],
      version: versionOf(inner) ?? controller.version,
    };
    return pathsOf(m, registration.verb, parts, around.app.paths).map((path) => ({
      ...draftOf(m, target, method, registration.verb, path, registration.by.at, outer, inner, around),
      ...(partial !== undefined && { partial }),
    }));
  });
}

function resolverRoutes(m: Machine, target: ClassShape, around: Surroundings): readonly RouteDraft[] {
  const { list: outer } = classDecorations(m, target, m.base);
  if (!outer.some(({ key }) => key === '@nestjs/graphql#Resolver')) return [];
  return methodsOf(m, target).flatMap((method) => {
    const { list: inner } = methodDecorations(m, method, m.base);
    const field = fieldOf(m, method.member.name, inner);
    return field === undefined
      ? []
      : [
          {
            ...draftOf(m, target, method, field.kind, field.name, field.by.at, outer, inner, around),
            ...(around.app.partial !== undefined && { partial: around.app.partial }),
          },
        ];
  });
}

function draftOf(
  m: Machine,
  target: ClassShape,
  method: Method,
  verb: string,
  path: string,
  at: Location,
  outer: readonly Decoration[],
  inner: readonly Decoration[],
  around: Surroundings,
): RouteDraft {
  const { member, owner } = method;
  const handler: Value = readMember(m, injectedInstance(m, target, around.container), member.name, at, m.base, true);
  const isField = verb === 'MUTATION' || verb === 'SUBSCRIPTION' || (verb === 'QUERY' && !path.startsWith('/'));
  const steps = [
    ...(isField ? [] : middlewareFor(m, target, verb, path, around.app, around.notes)),
    ...around.guards,
    ...[...enhancersOf(m, outer, 'guard'), ...enhancersOf(m, inner, 'guard')].map((one) => stepOf(one, 'guard')),
    ...around.interceptors,
    ...[...enhancersOf(m, outer, 'interceptor'), ...enhancersOf(m, inner, 'interceptor')].map((one) => stepOf(one, 'interceptor')),
    ...around.pipes,
    ...[...enhancersOf(m, outer, 'pipe'), ...enhancersOf(m, inner, 'pipe')].map((one) => stepOf(one, 'pipe')),
  ];
  const own: Step = {
    value: handler.shapes.length === 0 ? anything : handler,
    name: member.name,
    at: { file: owner.file, start: member.start, end: member.end },
    mount: '',
    role: 'handler',
    phase: 'handler',
  };
  return {
    framework: 'nest',
    method: verb,
    path: isField ? path : joinPaths(path),
    at,
    steps: [...steps, own],
    later: [],
    file: at.file,
    group: groupOf(unitOf(around.app.root), target),
    insertion: { as: 'decorator', file: owner.file, offset: member.start },
  };
}
