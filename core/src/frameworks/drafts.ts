import type { RouteDraft } from './framework.ts';

/**
 * The drafts of an adapter, sorted by place and path. A function that registers routes may run for several applications:
 * the same registration at the same path is one route, the one whose way there is known where there is such a one.
 */
export function inOrder(drafts: readonly RouteDraft[]): readonly RouteDraft[] {
  const byKey = new Map<string, RouteDraft>();
  for (const draft of drafts) {
    const key = `${draft.method} ${draft.path} ${draft.at.file}:${draft.at.start}`;
    const known = byKey.get(key);
    if (known === undefined || (known.partial !== undefined && draft.partial === undefined)) byKey.set(key, draft);
  }
  return [...byKey.values()].sort((a, b) => compareText(a.file, b.file) || a.at.start - b.at.start || compareText(a.path, b.path));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
