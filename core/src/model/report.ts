import type { Finding } from './finding.ts';
import type { PlacedLocation } from './location.ts';
import type { Route } from './route.ts';

/** Something that was not analysed, and why. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** A defect of the policy file or of a suppression directive itself. */
export interface PolicyProblem {
  readonly at: PlacedLocation;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** A rule or an adapter that threw; the rest of the report is complete. */
export interface InternalError {
  readonly where: string;
  readonly file?: string;
  readonly message: string;
}

/** All that one analysis of a workspace has to say. Every shell renders this and nothing else. */
export interface Report {
  readonly routes: readonly Route[];
  readonly findings: readonly Finding[];
  /** Findings silenced by a directive or the policy, with the reason given. */
  readonly suppressed: readonly { readonly finding: Finding; readonly reason: string }[];
  readonly policyProblems: readonly PolicyProblem[];
  readonly skipped: readonly Skipped[];
  readonly internalErrors: readonly InternalError[];
  /** Number of files read, and of those that hold anything to analyse. */
  readonly files: { readonly seen: number; readonly analysed: number };
}
