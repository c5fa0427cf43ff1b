/** What the names of route files mean, by the conventions of @react-router/fs-routes 7.18 and of packages beside it. */

/** One part of a name, as it is compared with others and as the path has it. */
export interface Segment {
  readonly raw: string;
  /** `:id`, `*`, `orders`; undefined where it leaves no trace in the path. */
  readonly text: string | undefined;
}

/** `users.$id_.edit`, `sitemap[.]xml`, `($lang).about`: cut at dots and slashes outside brackets. */
export function segmentsOf(name: string): readonly Segment[] {
  return cut(name).map((raw) => ({ raw, text: toText(raw) }));
}

function cut(name: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let isEscaped = false;
  for (const char of name) {
    if (char === '[') isEscaped = true;
    if (char === ']') isEscaped = false;
    if (!isEscaped && (char === '.' || char === '/')) {
      if (part !== '') parts.push(part);
      part = '';
    } else part += char;
  }
  return part === '' ? parts : [...parts, part];
}

function toText(raw: string): string | undefined {
  if (raw.startsWith('_')) return undefined;
  const plain = raw.replace(/^\((.*)\)$/, '$1');
  const ended = plain.endsWith('_') ? plain.slice(0, -1) : plain;
  if (ended === '$') return '*';
  const text = ended.replace(/\[([^\]]*)\]/g, '$1');
  return ended.startsWith('$') ? `:${text.slice(1)}` : text;
}

/** True where the segments of `outer` are the first of those of `inner`. */
export function isPrefix(outer: readonly Segment[], inner: readonly Segment[]): boolean {
  return outer.length <= inner.length && outer.every((segment, index) => segment.raw === inner[index]?.raw);
}
