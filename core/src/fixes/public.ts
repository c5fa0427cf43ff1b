import type { RouteRun } from '../frameworks/run-route.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';

export function markPublic(_run: RouteRun, _fix: FixContext): readonly FixDraft[] {
  return [];
}
