import type { FlowEvent, Machine, Value } from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import type { RouteDraft, Step } from './framework.ts';

/** Something that may refuse a caller of a route. */
export interface Check {
  /** The same for whatever does the same: a function of the workspace, whatever it was made with. */
  readonly key: string;
  /** As written: `requireRole('admin')`. */
  readonly name: string;
  readonly at: Location;
  /** It is what first tells callers with an identity from others. */
  readonly isGuard: boolean;
  /** It is about a role or a permission, by what it compares or by its name. */
  readonly isAboutRights: boolean;
  /** Roles and the like that it compares with. */
  readonly roles: readonly string[];
  /** The step that was applied; undefined for a function that the handler calls. */
  readonly step?: Step;
}

/** What one step came to, as far as it matters here. */
interface Outcome {
  readonly step: Step;
  readonly events: readonly FlowEvent[];
  readonly isGuard: boolean;
  /** The caller had an identity before it ran. */
  readonly proven: boolean;
  readonly unknown: boolean;
}

/** What may refuse a caller, in the order in which it runs. */
export function checksOf(m: Machine, draft: RouteDraft, outcomes: readonly Outcome[]): readonly Check[] {
  return outcomes.flatMap((outcome): readonly Check[] => {
    if (outcome.step === draft.steps.at(-1)) return calledChecks(m, outcome);
    const check = appliedCheck(outcome);
    return check === undefined ? [] : [check];
  });
}

/** True where the handler itself looks at more of the caller than that there is one. */
export function looksFurther(draft: RouteDraft, outcomes: readonly Outcome[]): boolean {
  const handler = outcomes.find(({ step }) => step === draft.steps.at(-1));
  return (
    handler?.events.some(
      (e) =>
        e.kind === 'role' ||
        e.kind === 'caller-used' ||
        e.kind === 'unknown-call' ||
        (e.kind === 'store' && e.byCaller === true) ||
        (e.kind === 'rejects' && (handler.proven || e.status !== 401)),
    ) ?? false
  );
}

function appliedCheck({ step, events, isGuard, unknown }: Outcome): Check | undefined {
  const roles = rolesAmong(events);
  const looks = events.some((e) => e.kind === 'credential' || e.kind === 'caller-used' || e.kind === 'role');
  const refuses = events.some((e) => e.kind === 'rejects' && (e.status === 401 || e.status === 403 || (e.status === undefined && looks)));
  if (!isGuard && !refuses && !(unknown && saysRight(step.name))) return undefined;
  const key = `${keyOf(step.value) ?? rootOf(step.name)}${roles.length > 0 ? ' with roles' : ''}`;
  return { key, name: step.name, at: step.at, isGuard, isAboutRights: roles.length > 0 || saysRight(step.name), roles, step };
}

/** Functions that the handler calls and that refuse callers themselves: `await requireAdmin()`. */
function calledChecks(m: Machine, { step, events }: Outcome): readonly Check[] {
  const own = step.value.shapes.flatMap((s) => (s.k === 'closure' ? [`${s.closure.file}:${s.closure.fn}`] : []));
  const checks = new Map<string, Check>();
  for (const e of events) {
    if (e.kind !== 'rejects' || (e.status !== undefined && e.status !== 401 && e.status !== 403)) continue;
    const inside = functionAt(m, e.at);
    if (inside === undefined || inside.name === undefined || own.includes(inside.key)) continue;
    const roles = rolesAmong(events.filter((other) => other.kind === 'role' && functionAt(m, other.at)?.key === inside.key));
    const { key, name } = inside;
    checks.set(key, { key, name, at: e.at, isGuard: false, isAboutRights: roles.length > 0 || saysRight(name), roles });
  }
  return [...checks.values()];
}

function functionAt(m: Machine, at: Location): { readonly key: string; readonly name: string | undefined } | undefined {
  const functions = m.program.facts(at.file)?.functions ?? [];
  let found = -1;
  functions.forEach((fn, id) => {
    if (id === 0 || fn.start > at.start || at.end > fn.end) return;
    if (found < 0 || fn.start >= (functions[found]?.start ?? 0)) found = id;
  });
  return found < 0 ? undefined : { key: `${at.file}:${found}`, name: functions[found]?.name };
}

const rolesAmong = (events: readonly FlowEvent[]): readonly string[] => [
  ...new Set(events.flatMap((e) => (e.kind === 'role' ? [e.role] : []))),
];

/** True for a name that can only be about what a caller may do. */
const saysRight = (name: string): boolean => /role|permission|scope|admin|acl\b|polic|privilege|abilit/i.test(rootOf(name));

/** The name of what was called: `requireRole` of `requireRole('admin')`. */
const rootOf = (name: string): string => name.split('(')[0] ?? name;

function keyOf(value: Value): string | undefined {
  const [shape, more] = value.shapes;
  if (shape === undefined || more !== undefined) return undefined;
  switch (shape.k) {
    case 'closure':
      return `${shape.closure.file}:${shape.closure.fn}`;
    case 'class':
      return `${shape.file}:class ${shape.class}`;
    case 'library':
      return shape.made?.callee ?? shape.key;
    default:
      return undefined;
  }
}
