import type { ContenderName } from './contenders.ts';
import type { Usage } from './measured-run.ts';
import type { ScanResults } from './scans.ts';
import type { OwnServerResults, ServerResults } from './servers.ts';

/** Everything one run of the bench has measured. */
export interface BenchResults {
  readonly machine: string;
  readonly small: ScanResults;
  readonly big: ScanResults;
  /** Routewarden alone, on four times the big workspace. */
  readonly huge: { readonly files: number; readonly mebibytes: number; readonly cold: Usage };
  /** In the big workspace. */
  readonly servers: Readonly<Record<ContenderName, ServerResults>>;
  /** In a workspace of 50 files, and in the small one; `warm` is Routewarden with the facts of an earlier start. */
  readonly starts: readonly { readonly where: string; readonly milliseconds: Readonly<Partial<Record<ContenderName | 'warm', number>>> }[];
  /** In the workspace with about 1,000 routes. */
  readonly own: OwnServerResults;
  readonly ownRoutes: number;
}
