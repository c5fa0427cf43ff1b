import type { PlacedLocation } from './location.ts';
import type { RouteId } from './route.ts';

/** How bad the consequence is when the finding is true. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** How sure the engine is: `certain` every link was resolved, `likely` one link rests on a convention. */
export type Precision = 'certain' | 'likely';

/** One step of the story a finding tells, in the order it happens. */
export interface TraceStep {
  /** `source` where the value enters, `step` where it travels, `sink` where it does harm; `guard` a guard that was
   *  examined; `route` the registration; `note` any other place worth a look. */
  readonly kind: 'source' | 'step' | 'sink' | 'guard' | 'route' | 'note';
  readonly at: PlacedLocation;
  readonly message: string;
}

/** One broken rule at one place. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly precision: Precision;
  /** One sentence that names the concrete route, value and call. Plain text. */
  readonly message: string;
  /** The primary place: where the squiggle goes. */
  readonly at: PlacedLocation;
  /** The route the finding is about, where there is one. */
  readonly route?: RouteId;
  readonly trace: readonly TraceStep[];
  /** Stable under re-indentation and moved lines; 16 hex digits. Equal findings in one file get a running suffix. */
  readonly fingerprint: string;
  /** True where a rule can try to build a fix for this finding (whether one survives re-analysis is known on asking). */
  readonly fixable: boolean;
}
