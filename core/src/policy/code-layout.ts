/** Where the code of a file is, as far as directives have to know: the places where something starts, and literals over several lines. */
import type { Span } from '../model/location.ts';
import type { FileFacts } from '../syntax/facts.ts';

/** The parts of facts that hold nodes. */
export type FactsWithNodes = Pick<FileFacts, 'specifiers' | 'bindings' | 'functions' | 'classes'>;

/** A template literal or a JSX element: text with expressions in it. */
export interface TextNode extends Span {
  readonly kind: 'template' | 'jsx';
  /** The expressions inside. */
  readonly holes: readonly Span[];
}

/** The code of one file. */
export interface CodeLayout {
  /** Offsets at which statements, expressions, members and the like start; ascending, distinct. */
  readonly starts: readonly number[];
  readonly texts: readonly TextNode[];
}

/** Collects the layout from a file's facts. Linear in their size; meant for the few files with directives. */
export function readCodeLayout(facts: FactsWithNodes): CodeLayout {
  const starts = new Set<number>();
  const texts: TextNode[] = [];
  const pending: unknown[] = [facts.specifiers, facts.bindings, facts.functions, facts.classes];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if ('start' in value && typeof value.start === 'number') starts.add(value.start);
    if ('propertyStart' in value && typeof value.propertyStart === 'number') starts.add(value.propertyStart);
    const text = toTextNode(value);
    if (text !== undefined) texts.push(text);
    for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) pending.push(child);
  }
  return { starts: [...starts].sort((a, b) => a - b), texts };
}

/** The first place at or after `offset` where something starts. */
export function findNextStart(layout: CodeLayout, offset: number): number | undefined {
  return layout.starts.find((start) => start >= offset);
}

/** The innermost literal whose own text, not one of its expressions, is at `offset`. */
export function findTextAt(layout: CodeLayout, offset: number): TextNode | undefined {
  let innermost: TextNode | undefined;
  for (const text of layout.texts) {
    if (text.start < offset && offset < text.end && (innermost === undefined || text.start > innermost.start)) innermost = text;
  }
  return innermost?.holes.some((hole) => hole.start <= offset && offset < hole.end) ? undefined : innermost;
}

function toTextNode(value: object): TextNode | undefined {
  if (!('k' in value && 'start' in value && 'end' in value)) return undefined;
  const { k, start, end } = value;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  if (k === 'template' && 'holes' in value) return { kind: 'template', start, end, holes: toSpans(value.holes) };
  if (k === 'tagged' && 'holes' in value && 'templateStart' in value && typeof value.templateStart === 'number') {
    return { kind: 'template', start: value.templateStart, end, holes: toSpans(value.holes) };
  }
  if (k === 'jsx' && 'children' in value && 'attributes' in value) {
    return { kind: 'jsx', start, end, holes: [...toSpans(value.children), ...toSpans(value.attributes)] };
  }
  return undefined;
}

function toSpans(nodes: unknown): readonly Span[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown): Span[] => {
    // Literals and elements among the children of an element are its text; comments between them would be as well.
    if (typeof node !== 'object' || node === null || ('k' in node && (node.k === 'literal' || node.k === 'jsx'))) return [];
    const at = 'value' in node && typeof node.value === 'object' && node.value !== null && !('start' in node) ? node.value : node;
    if (!('start' in at && 'end' in at)) return [];
    return typeof at.start === 'number' && typeof at.end === 'number' ? [{ start: at.start, end: at.end }] : [];
  });
}
