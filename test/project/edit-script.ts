import type { Change } from '#core';

/** A reproducible sequence of the edits that people make, good and bad. */
export interface EditScript {
  /** The workspace after the edits so far. */
  readonly files: ReadonlyMap<string, string>;
  next(): Change;
  /** The changes that bring back the workspace of the beginning. */
  undo(): readonly Change[];
}

type Edit = (lines: readonly string[], random: () => number) => readonly string[];

const pick = (random: () => number, length: number): number => Math.floor(random() * length);

const editsOfLines: readonly Edit[] = [
  // A line is deleted.
  (lines, random) => lines.toSpliced(pick(random, lines.length), 1),
  // A line is copied to the next.
  (lines, random) => {
    const at = pick(random, lines.length);
    return lines.toSpliced(at, 0, lines[at] ?? '');
  },
  // Two lines change places.
  (lines, random) => {
    const at = pick(random, Math.max(1, lines.length - 1));
    return lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
  },
  // A line is commented out.
  (lines, random) => {
    const at = pick(random, lines.length);
    return lines.with(at, `// ${lines[at]}`);
  },
  // The rest of a line is not typed yet.
  (lines, random) => {
    const at = pick(random, lines.length);
    const line = lines[at] ?? '';
    return lines.with(at, line.slice(0, pick(random, line.length + 1)));
  },
  // A statement is added.
  (lines, random) => lines.toSpliced(pick(random, lines.length), 0, "const label = [1, 2].map((each) => String(each).trim()).join('');"),
  // An empty line is added.
  (lines, random) => lines.toSpliced(pick(random, lines.length), 0, ''),
  // An import is gone, whatever uses it.
  (lines) => {
    const at = lines.findIndex((line) => line.startsWith('import '));
    return at < 0 ? lines : lines.toSpliced(at, 1);
  },
];

export function createScript(seed: string, original: ReadonlyMap<string, string>): EditScript {
  const random = createRandom(seed);
  const files = new Map(original);
  const paths = [...original.keys()].filter((path) => /\.[cm]?[jt]sx?$/.test(path));
  return {
    files,
    next() {
      const path = paths[pick(random, paths.length)] ?? '';
      const before = files.get(path);
      // A file is deleted, and comes back when its turn comes again.
      const text = before === undefined ? (original.get(path) ?? '') : random() < 0.05 ? null : edited(before, random);
      if (text === null) files.delete(path);
      else files.set(path, text);
      return { path, text };
    },
    undo: () => [...original].map(([path, text]) => ({ path, text })),
  };
}

function edited(text: string, random: () => number): string {
  const edit = editsOfLines[pick(random, editsOfLines.length)];
  return edit === undefined ? text : edit(text.split('\n'), random).join('\n');
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function createRandom(seed: string): () => number {
  let state = [...seed].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 16777619), 2166136261);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
