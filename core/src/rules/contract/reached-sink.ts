import type { FlowEvent, Taint } from '../../flow/index.ts';
import type { RouteRun } from '../../frameworks/run-route.ts';
import type { Danger } from '../../libraries/index.ts';
import type { Severity } from '../../model/index.ts';
import type { FindingDraft, FixContext, FixDraft } from './rule.ts';
import { describeTaint, traceOf } from './trace.ts';

/** An event of input that reaches a dangerous place. */
export type Reached = Extract<FlowEvent, { kind: 'sink' }>;

/** How a rule speaks of the place, and repairs it. */
export interface SinkWords {
  /** What the input is there: `SQL text`. The row may have a word of its own for it. */
  readonly as: string;
  /** What the call does with it: `executes it as SQL`. */
  readonly does: string;
  /** How bad it is, where that depends on the place. */
  severity?(event: Reached): Severity;
  /** Which inputs count, where not all do. */
  counts?(taint: Taint): boolean;
  fixes?(event: Reached, fix: FixContext, run: RouteRun): readonly FixDraft[];
}

/** What a link or a form of another site can set in the browser of somebody else: no header and no cookie. */
export const isByLink = ({ part }: Taint): boolean => part !== 'headers' && part !== 'cookies';

/** A finding for each place where input of the route reaches a sink of one danger; routes that share the place share the finding. */
export function reachedSinks(run: RouteRun, danger: Danger, words: SinkWords): readonly FindingDraft[] {
  return run.events.flatMap((event) => {
    if (event.kind !== 'sink' || event.danger !== danger) return [];
    const taints = words.counts === undefined ? event.taints : event.taints.filter((taint) => words.counts?.(taint) === true);
    return taints.length === 0 ? [] : [toFinding(run, { ...event, taints }, words)];
  });
}

function toFinding(run: RouteRun, event: Reached, { as, does, fixes, severity }: SinkWords): FindingDraft {
  const [first] = event.taints;
  const others = new Set(event.taints.map(describeTaint)).size - 1;
  const who = first === undefined ? 'Input' : `\`${describeTaint(first)}\`${others > 0 ? ` (and ${others} more)` : ''}`;
  return {
    at: event.at,
    message: `${who} of \`${run.route.method} ${run.route.path}\` reaches \`${event.callee}\` as ${event.row.as ?? as}.`,
    precision: 'certain',
    ...(severity !== undefined && { severity: severity(event) }),
    once: `${event.at.file}:${event.at.start}-${event.at.end}`,
    route: run,
    trace: first === undefined ? [] : traceOf(first, { at: event.at, message: `\`${event.callee}\` ${does}` }),
    ...(fixes !== undefined && { fixes: (fix) => fixes(event, fix, run) }),
  };
}
