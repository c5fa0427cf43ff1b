import type { Severity } from '../model/index.ts';

/** Wraps a piece of text in whatever makes it stand out; with colours off it returns the text as it is. */
export type Paint = (text: string) => string;

/** What a text report may colour, by meaning. The shell decides how each looks. */
export interface Palette {
  readonly severity: Readonly<Record<Severity, Paint>>;
  /** File headers and other titles. */
  readonly title: Paint;
  /** Rule ids and routes. */
  readonly name: Paint;
  /** Line numbers, gutters and everything that stands back. */
  readonly faint: Paint;
  /** Good news. */
  readonly good: Paint;
  /** Bad news that is no finding: policy errors, internal errors. */
  readonly bad: Paint;
  /** Doubt: unknown verdicts, skipped files, warnings. */
  readonly doubt: Paint;
}

const asIs: Paint = (text) => text;

/** No colours at all. */
export const plainPalette: Palette = {
  severity: { info: asIs, low: asIs, medium: asIs, high: asIs, critical: asIs },
  title: asIs,
  name: asIs,
  faint: asIs,
  good: asIs,
  bad: asIs,
  doubt: asIs,
};
