import type { Location } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';

export function addReturn(_at: Location, _fix: FixContext): readonly FixDraft[] {
  return [];
}
export function addAwait(_at: Location, _fix: FixContext): readonly FixDraft[] {
  return [];
}
