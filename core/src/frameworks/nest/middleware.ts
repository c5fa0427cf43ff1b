import type { ClassShape, Machine, Value } from '../../flow/index.ts';
import type { Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import type { Application } from './applications.ts';
import { stepOf } from './enhancers.ts';
import type { NestNote } from './notes.ts';
import { covers, coversBelow, routeInfo } from './paths.ts';

/** Middleware that requests for a route of the controller pass: `app.use(…)`, then what modules apply. */
export function middlewareFor(
  m: Machine,
  controller: ClassShape,
  verb: string,
  path: string,
  app: Application,
  notes: readonly NestNote[],
): readonly Step[] {
  const own = withoutPrefix(path, app.paths.prefix);
  const used = app.middleware.flatMap(({ path: below, handler }) =>
    coversBelow({ path: below, method: 'ALL' }, verb, path) ? [{ ...stepOf(handler, 'middleware'), mount: below }] : [],
  );
  const applied = notes.flatMap((note): readonly Step[] => {
    if (note.kind !== 'applied') return [];
    const said = (kind: 'excluded' | 'applies-to'): readonly Value[] =>
      notes.flatMap((other) => (other.kind === kind && other.id === note.id ? other.routes : []));
    const excluded = said('excluded').some((value) => names(m, value, controller, verb, [own, path], covers));
    const applies = said('applies-to').some((value) => names(m, value, controller, verb, [own, path], coversBelow));
    return applies && !excluded ? note.handlers.map((handler) => stepOf(handler, 'middleware')) : [];
  });
  return [...used, ...applied];
}

function names(m: Machine, value: Value, controller: ClassShape, verb: string, paths: readonly string[], test: typeof covers): boolean {
  const [shape] = value.shapes;
  if (shape?.k === 'class') return shape.file === controller.file && shape.class === controller.class;
  const info = routeInfo(m, value);
  return info !== undefined && paths.some((path) => test(info, verb, path));
}

function withoutPrefix(path: string, prefix: string): string {
  const before = joinPaths(prefix);
  return before !== '/' && (path === before || path.startsWith(`${before}/`)) ? joinPaths(path.slice(before.length)) : path;
}
