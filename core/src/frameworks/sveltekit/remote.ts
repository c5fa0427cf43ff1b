import { joinPath } from '../../base/paths.ts';
import type { Machine, Shape, Value } from '../../flow/index.ts';
import { noBinding } from '../../syntax/facts.ts';
import type { AdapterHost, RouteDraft } from '../framework.ts';
import { type DetailsBySteps, draftOf, type Place } from './draft.ts';
import { remoteName } from './files.ts';

/** Remote functions: the exports of `*.remote.ts`, which the browser calls by name (@sveltejs/kit 2.70, experimental). */

type LibraryShape = Extract<Shape, { k: 'library' }>;

/** `prerender` functions run when the application is built. */
const methods: Readonly<Record<string, 'QUERY' | 'ACTION'>> = {
  query: 'QUERY',
  'query.batch': 'QUERY',
  'query.live': 'QUERY',
  command: 'ACTION',
  form: 'ACTION',
};

export function remoteRoutes(host: AdapterHost, place: Place, details: DetailsBySteps): readonly RouteDraft[] {
  const { file, facts, application } = place;
  if (!/\.remote\.(ts|js)$/.test(file)) return [];
  const m = host.machine;
  const { routes, lib } = application.config;
  const folders = [routes, lib, 'src', ''].map((folder) => joinPath(application.folder, folder));
  return facts.exports.flatMap((exported): readonly RouteDraft[] => {
    if (exported.kind === 'star' || exported.typeOnly || (exported.kind === 'local' && exported.binding === noBinding)) return [];
    const value = m.exported(file, exported.name, m.base);
    const remote = value === undefined ? undefined : findRemote(value);
    if (value === undefined || remote === undefined) return [];
    const at = { file, start: exported.start, end: exported.end };
    const path = remoteName(file, folders, exported.name);
    const draft = draftOf(m, place, { method: remote.method, path, name: exported.name, value: remote.handler, at });
    const own: RouteDraft = {
      ...draft,
      steps: draft.steps.map((step) => (step.role === 'handler' ? { ...step, value, phase: 'remote' } : step)),
    };
    details.set(own.steps, { id: undefined, layouts: [] });
    return [own];
  });
}

/** A remote function by what made it: `query(schema, handler)`. */
export interface Remote {
  readonly method: 'QUERY' | 'ACTION';
  readonly kind: string;
  readonly handler: Value;
  /** What checks the argument, where something does. */
  readonly schema: Value | undefined;
  readonly made: NonNullable<LibraryShape['made']>;
}

export function findRemote(value: Value): Remote | undefined {
  for (const shape of value.shapes) {
    if (shape.k !== 'library' || shape.made === undefined) continue;
    const kind = /^\$app\/server#([\w.]+)$/.exec(shape.made.callee)?.[1] ?? '';
    const method = methods[kind];
    const [first, second] = shape.made.args;
    const handler = second ?? first;
    if (method === undefined || handler === undefined) continue;
    const schema = second === undefined || first?.shapes.some((s) => s.k === 'constant') === true ? undefined : first;
    return { method, kind, handler, schema, made: shape.made };
  }
  return undefined;
}

/** What the function is called with comes from the browser. */
export function remoteArguments(m: Machine, remote: Remote): readonly Value[] {
  const [shape] = remote.handler.shapes;
  const param = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.params[0] : undefined;
  if (shape?.k !== 'closure' || param === undefined) return [];
  const at = { file: shape.closure.file, start: param.pattern.start, end: param.pattern.end };
  const part = remote.kind === 'form' ? 'body' : 'arguments';
  const path = part === 'arguments' && param.pattern.p === 'bind' ? param.pattern.name : '';
  m.listener?.({ kind: 'input', part, path, at });
  const mark = { at: remote.made.at, what: remote.made.callee.replace(/^.*#/, '') };
  if (remote.schema !== undefined) m.listener?.({ kind: 'validated', part, path, ...mark });
  return [
    {
      shapes: [],
      open: true,
      taints: [
        {
          part,
          path,
          source: at,
          cleared: new Set(remote.schema === undefined ? [] : (['nosql'] as const)),
          trail: undefined,
          ...(remote.schema !== undefined && { validated: mark }),
        },
      ],
    },
  ];
}
