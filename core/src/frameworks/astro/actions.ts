import { joinPath } from '../../base/paths.ts';
import { type Machine, type Shape, undefinedValue, type Value } from '../../flow/index.ts';
import { exportOf, functionOf } from '../exports.ts';
import type { AdapterHost, RouteDraft } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import { findPresent } from '../present.ts';
import type { Application } from './routes.ts';

/** `export const server = { like: defineAction({ input, handler }) }` of `src/actions`: functions that the browser calls by name. */

export interface Action {
  readonly handler: Value;
  /** What checks the input, where something does. */
  readonly schema: Value | undefined;
  readonly made: NonNullable<Extract<Shape, { k: 'library' }>['made']>;
}

export function collectActions(host: AdapterHost, application: Application): readonly RouteDraft[] {
  const m = host.machine;
  const path = joinPath(application.config.source, 'actions');
  const endings = ['mjs', 'js', 'mts', 'ts'];
  const file = findPresent(host, [...endings.map((e) => `${path}.${e}`), ...endings.map((e) => `${path}/index.${e}`)]);
  const facts = file === undefined ? undefined : host.facts(file);
  const exported = facts === undefined ? undefined : exportOf(facts, 'server');
  const server = file === undefined || exported === undefined ? undefined : m.exported(file, 'server', m.base);
  if (file === undefined || exported === undefined || server === undefined) return [];
  const otherwise = { file, start: exported.start, end: exported.end };
  return actionsIn(m, server, []).map(({ names, value, action }): RouteDraft => {
    const name = names.join('.');
    const insertion = insertionOf(m, action.handler);
    const at = functionOf(m, action.handler) ?? otherwise;
    return {
      framework: 'astro',
      method: 'POST',
      path: joinPaths(application.config.base, '_actions', name),
      at,
      steps: [...application.steps, { value, name, at, mount: '', role: 'handler', phase: 'action' }],
      later: [],
      file: at.file,
      group: `astro:${file}`,
      form: true,
      ...(insertion !== undefined && { insertion }),
    };
  });
}

interface Found {
  readonly names: readonly string[];
  readonly value: Value;
  readonly action: Action;
}

const deepest = 5;

/** Objects in the object are part of the name: `posts.like`. */
function actionsIn(m: Machine, value: Value, names: readonly string[]): readonly Found[] {
  const action = findAction(m, value);
  if (action !== undefined) return [{ names, value, action }];
  return value.shapes.flatMap((shape) => {
    if (shape.k !== 'object' || names.length >= deepest) return [];
    const kind = m.info(shape.id).kind;
    const fields = kind === 'namespace' ? exportsOf(m, m.info(shape.id).file) : [...m.info(shape.id).fields];
    return fields.flatMap((name) => {
      const file = m.info(shape.id).file;
      const inner = kind === 'namespace' && file !== undefined ? m.exported(file, name, m.base) : m.getField(shape.id, name, m.base);
      return inner === undefined ? [] : actionsIn(m, inner, [...names, name]);
    });
  });
}

const exportsOf = (m: Machine, file: string | undefined): readonly string[] =>
  (file === undefined ? [] : (m.program.facts(file)?.exports ?? [])).flatMap((e) => (e.kind === 'star' ? [] : [e.name]));

export function findAction(m: Machine, value: Value): Action | undefined {
  for (const shape of value.shapes) {
    if (shape.k !== 'library' || shape.made?.callee !== 'astro:actions#defineAction') continue;
    const [options] = shape.made.args[0]?.shapes ?? [];
    if (options?.k !== 'object') continue;
    const handler = m.getField(options.id, 'handler', m.base);
    if (handler !== undefined) return { handler, schema: m.getField(options.id, 'input', m.base), made: shape.made };
  }
  return undefined;
}

/** What the handler is called with first comes from the browser. */
export function actionInput(m: Machine, { handler, schema, made }: Action): Value {
  const [shape] = handler.shapes;
  const param = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.params[0] : undefined;
  if (shape?.k !== 'closure' || param === undefined) return undefinedValue;
  const at = { file: shape.closure.file, start: param.pattern.start, end: param.pattern.end };
  const mark = { at: made.at, what: 'defineAction' };
  m.listener?.({ kind: 'input', part: 'body', path: '', at });
  if (schema !== undefined) m.listener?.({ kind: 'validated', part: 'body', path: '', ...mark });
  const cleared = new Set(schema === undefined ? [] : (['nosql'] as const));
  const taint = {
    part: 'body' as const,
    path: '',
    source: at,
    cleared,
    trail: undefined,
    ...(schema !== undefined && { validated: mark }),
  };
  return { shapes: [], open: true, taints: [taint] };
}
