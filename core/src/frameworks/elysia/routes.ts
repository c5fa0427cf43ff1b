import type { Machine } from '../../flow/index.ts';
import type { InputPart } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { type BuiltRoute, buildRoutes } from './build.ts';
import type { ElysiaNote, Hook } from './notes.ts';

/** A step of a request's life: hooks in the order of their phases, the handler last. */
export interface ElysiaStep extends Step {
  readonly hook: Hook | undefined;
  /** For the handler: the parts of the request that schemas have checked by then. */
  readonly validated: readonly InputPart[];
}

export const isElysiaStep = (step: Step): step is ElysiaStep => 'hook' in step;

export function collectRoutes(m: Machine, notes: readonly ElysiaNote[]): readonly RouteDraft[] {
  const drafts = buildRoutes(m, notes).map(draftOf);
  return inOrder(drafts);
}

/** Requests are seen first, then everything is put into the context, then hooks transform and hooks decide. */
const phases: Readonly<Record<Hook['kind'], number>> = {
  decorate: 0,
  request: 1,
  plugin: 2,
  transform: 3,
  derive: 3,
  beforeHandle: 4,
  resolve: 4,
};

function draftOf(route: BuiltRoute): RouteDraft {
  const hooks = [...route.hooks].sort((a, b) => phases[a.kind] - phases[b.kind]);
  const handler: ElysiaStep = {
    value: route.handler,
    name: 'handler',
    at: route.handlerAt,
    mount: '',
    role: 'handler',
    hook: undefined,
    validated: [...route.validated].sort(),
  };
  return {
    framework: 'elysia',
    method: route.method,
    path: route.path,
    at: route.at,
    steps: [...hooks.map(stepOf), handler],
    later: route.later.map(stepOf),
    ...(route.partial !== undefined && { partial: route.partial }),
    file: route.at.file,
    group: route.group,
    mounts: route.mounts,
  };
}

const stepOf = (hook: Hook): ElysiaStep => ({
  value: hook.value,
  name: hook.name,
  at: hook.at,
  mount: '',
  role: 'middleware',
  hook,
  validated: [],
});
