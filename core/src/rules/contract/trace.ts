import type { Taint, Trail } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { FindingDraft } from './rule.ts';

const partNames = {
  body: 'body',
  query: 'query',
  params: 'params',
  headers: 'headers',
  cookies: 'cookies',
  files: 'files',
  arguments: '',
} as const;

/** An input as developers name it: `body.user.name`, `query.q`, an action's argument by its name. */
export function describeTaint(taint: Taint): string {
  const part = partNames[taint.part];
  return [part, taint.path].filter((text) => text !== '').join('.') || 'argument';
}

/** The way of a taint from its source to `end`, in order. */
export function traceOf(taint: Taint, end: { readonly at: Location; readonly message: string }): FindingDraft['trace'] {
  const steps: { kind: 'step'; at: Location; message: string }[] = [];
  for (let trail: Trail | undefined = taint.trail; trail !== undefined; trail = trail.before) {
    steps.unshift({ kind: 'step', at: trail.at, message: trail.message });
  }
  return [
    { kind: 'source', at: taint.source, message: `\`${describeTaint(taint)}\` comes from the caller` },
    ...steps.slice(-12),
    { kind: 'sink', ...end },
  ];
}
