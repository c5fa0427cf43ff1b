import type { Step } from '../frameworks/framework.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';

export function guardWithSibling(_run: RouteRun, _fix: FixContext): readonly FixDraft[] {
  return [];
}
export function moveGuardUp(_run: RouteRun, _guard: Step, _fix: FixContext): readonly FixDraft[] {
  return [];
}
