import type { RouteRun } from '../frameworks/run-route.ts';
import type { InputPart } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';

export function validateWithSchema(_run: RouteRun, _part: InputPart, _fix: FixContext): readonly FixDraft[] {
  return [];
}
