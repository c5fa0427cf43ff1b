import type { Machine } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Statement } from '../../syntax/facts.ts';

/** True for a call that stands in a branch of an `if`: `if (config.readOnly) app.addHook(…)`. */
export function isConditional(m: Machine, { file, start }: Location): boolean {
  const functions = m.program.facts(file)?.functions ?? [];
  return functions.some((fn, id) => (id === 0 || (fn.start <= start && start < fn.end)) && holdsBranch(fn.body, start));
}

function holdsBranch(list: readonly Statement[], offset: number): boolean {
  return list.some((s) => {
    if (offset < s.start || offset >= s.end) return false;
    switch (s.s) {
      case 'if':
        return offset >= s.test.end;
      case 'block':
      case 'labelled':
      case 'for':
      case 'for-of':
      case 'for-in':
        return holdsBranch(s.body, offset);
      case 'try':
        return holdsBranch([...s.body, ...(s.handler ?? []), ...(s.finalizer ?? [])], offset);
      default:
        return false;
    }
  });
}
