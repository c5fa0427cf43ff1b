import type { Resolver } from './resolver.ts';
import type { Sources } from './sources.ts';

/** Modules in the order in which they run: imports first, and those first that put something on the global object. */
export function setupOrder(
  files: ReadonlySet<string>,
  sources: Sources,
  resolver: Resolver,
  isFirst: (file: string) => boolean,
): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  const met = new Set<string>();
  const visit = (file: string): void => {
    if (met.has(file)) return;
    met.add(file);
    for (const { specifier, typeOnly } of sources.facts(file)?.specifiers ?? []) {
      const target = typeOnly ? undefined : resolver.resolve(file, specifier);
      if (target?.kind === 'file' && files.has(target.path)) visit(target.path);
    }
    order.set(file, order.size);
  };
  for (const file of files) if (isFirst(file)) visit(file);
  for (const file of files) visit(file);
  return order;
}

/** Modules that run when something of them is used come first, functions that run on their own after all modules. */
export function orderOf(order: ReadonlyMap<string, number>, key: string): number {
  const own = order.get(key);
  if (own !== undefined) return own;
  const uncalled = /^(makes|uses|takes) (.*):\d+$/.exec(key);
  if (uncalled === null) return -1;
  const [, kind, file = ''] = uncalled;
  return (kind === 'makes' ? 1 : kind === 'uses' ? 2 : 3) * order.size + (order.get(file) ?? 0);
}
