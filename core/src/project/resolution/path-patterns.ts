import { normalizePath, toSegments } from '../../base/paths.ts';

/**
 * The glob dialect that workspace lists and tsconfig's `include` share: `*` and `?` inside a segment, `**` for any
 * number of segments, `{a,b}` alternatives. Matching takes time proportional to pattern × path whatever the pattern.
 */

/** A compiled pattern: alternatives, each a list of segments. */
export type PathPattern = readonly (readonly SegmentPattern[])[];

interface SegmentPattern {
  readonly text: string;
  /** Literal text; `**` is marked as neither. */
  readonly kind: 'literal' | 'wildcard' | 'any';
}

const maxAlternatives = 64;
const maxExpandedLength = 500;

/** Compiles a pattern that is relative to the root. `./` and a trailing `/` are dropped. */
export function toPathPattern(text: string): PathPattern {
  return expandBraces(text).map((alternative) => toSegments(normalizePath(alternative)).map(toSegmentPattern));
}

/** True when the whole path, given by its segments, matches. */
export function matchesPath(pattern: PathPattern, segments: readonly string[]): boolean {
  return pattern.some((alternative) => matchesSegments(alternative, segments));
}

const anySegments: SegmentPattern = { text: '**', kind: 'any' };

function toSegmentPattern(text: string): SegmentPattern {
  if (text === '**') return anySegments;
  return /[*?]/.test(text) ? { text: text.replace(/\*+/g, '*'), kind: 'wildcard' } : { text, kind: 'literal' };
}

function matchesSegments(pattern: readonly SegmentPattern[], segments: readonly string[]): boolean {
  return matchesAll(
    pattern,
    segments,
    (wanted) => wanted.kind === 'any',
    (wanted, segment) => (wanted.kind === 'literal' ? wanted.text === segment : matchesCharacters(wanted.text, segment)),
  );
}

function matchesCharacters(pattern: string, text: string): boolean {
  return matchesAll(
    pattern,
    text,
    (wanted) => wanted === '*',
    (wanted, character) => wanted === '?' || wanted === character,
  );
}

/**
 * Matches items against a pattern, parts of which stand for any number of items. Only the last such part is ever
 * retried, which is enough, since an earlier one that took more would leave less to match.
 */
function matchesAll<Part, Item>(
  pattern: ArrayLike<Part>,
  items: ArrayLike<Item>,
  isAny: (part: Part) => boolean,
  matchesOne: (part: Part, item: Item) => boolean,
): boolean {
  let at = 0;
  let item = 0;
  let retryAt = -1;
  let retryItem = 0;
  while (item < items.length) {
    const part = pattern[at];
    const candidate = items[item];
    if (part !== undefined && isAny(part)) {
      retryAt = at;
      retryItem = item;
      at += 1;
    } else if (part !== undefined && candidate !== undefined && matchesOne(part, candidate)) {
      at += 1;
      item += 1;
    } else if (retryAt >= 0) {
      retryItem += 1;
      item = retryItem;
      at = retryAt + 1;
    } else {
      return false;
    }
  }
  for (let part = pattern[at]; part !== undefined && isAny(part); part = pattern[at]) at += 1;
  return at === pattern.length;
}

/** `packages/{a,b}/*` as two patterns. Beyond the bounds braces are left alone: nobody writes that many, except to harm. */
function expandBraces(text: string): readonly string[] {
  if (text.length > maxExpandedLength) return [text];
  const done: string[] = [];
  const open = [text];
  for (let next = open.pop(); next !== undefined && done.length < maxAlternatives; next = open.pop()) {
    const match = /^(.*)\{([^{}]*)\}(.*)$/s.exec(next);
    if (match === null) {
      done.push(next);
      continue;
    }
    const [, before = '', choices = '', after = ''] = match;
    for (const choice of choices.split(',', maxAlternatives)) open.push(before + choice + after);
  }
  return done;
}
