import type { FlowEvent } from '../flow/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';

export function parameterise(_event: Extract<FlowEvent, { kind: 'sink' }>, _fix: FixContext): readonly FixDraft[] {
  return [];
}
