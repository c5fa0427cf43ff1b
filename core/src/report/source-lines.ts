/** Gives a file's current text, or undefined where it is not known. */
export type TextLookup = (file: string) => string | undefined;

/** Gives the lines of a file without their terminators. `\r\n`, `\n` and `\r` end a line, as in the engine's positions. */
export type LineLookup = (file: string) => readonly string[];

/** Splits every file at most once, however many findings it has. An unknown file has no lines. */
export function toLineLookup(text: TextLookup): LineLookup {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const lines = known.get(file) ?? text(file)?.split(/\r\n|\n|\r/) ?? [];
    known.set(file, lines);
    return lines;
  };
}
