/** Positions. Offsets are UTF-16 code units from the start of the file; lines and columns are 0-based. */

/** A half-open range of UTF-16 code units inside one text: `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line and a column, both 0-based; the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A span in a file of the workspace. `file` is relative to the session's root, with `/` as separator. */
export interface Location extends Span {
  readonly file: string;
}

/** A location with its line/column form, as reports and editors need it. */
export interface PlacedLocation extends Location {
  readonly from: Position;
  readonly to: Position;
}
