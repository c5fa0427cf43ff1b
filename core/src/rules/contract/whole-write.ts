import type { FlowEvent, Taint } from '../../flow/index.ts';

/** An event of something that is kept. */
export type Write = Extract<FlowEvent, { kind: 'store' }>;

/** Fields that say what somebody may do, or who is who: a caller should not choose them. */
const privileged =
  /^(is_?)?(super_?)?(admin|superuser|staff|root|moderator|verified|banned|blocked|suspended)$|^(user_?|account_?)?roles?(_?ids?)?$|^(permissions?|privileges?|scopes|access_?level|email_?verified|password_?hash|balance|credits?)$/i;

export const isPrivileged = (field: string): boolean => privileged.test(field);

/**
 * The inputs that a write keeps as whole records, with whatever fields the caller gave them. None that a validator has
 * accepted, and none of which the program has taken out what matters (`const { role, ...rest } = req.body`).
 */
export function wholeRecords({ access, whole = [] }: Write): readonly Taint[] {
  if (access !== 'write') return [];
  return whole.filter(
    (taint) =>
      (taint.part === 'body' || taint.part === 'query' || taint.part === 'arguments') &&
      taint.validated === undefined &&
      taint.narrowed !== true &&
      taint.remade !== true &&
      taint.without?.some(isPrivileged) !== true,
  );
}
