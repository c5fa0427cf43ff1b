import type { Span } from './location.ts';

/** Replace `span` of the file's current text by `text`. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** The edits of one file, in ascending order, not overlapping. `create` marks a file that does not exist yet. */
export interface FileEdit {
  readonly file: string;
  readonly create?: boolean;
  readonly edits: readonly TextEdit[];
}

/** A change that makes a finding go away. It has been applied and re-analysed before anyone sees it. */
export interface Fix {
  /** Imperative: "Use query parameters". */
  readonly title: string;
  /** `safe` may be applied in bulk, `suggested` one at a time, `policy` edits the policy file instead of the code,
   *  `suppress` adds a directive with a reason to be written by the user. Offered in this order. */
  readonly kind: 'safe' | 'suggested' | 'policy' | 'suppress';
  readonly files: readonly FileEdit[];
}
