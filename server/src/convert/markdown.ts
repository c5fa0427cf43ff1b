/** Writes one hover text. Everything from the workspace is escaped: a string in the user's code must not become a link
 *  or an image. */
export interface Prose {
  text(plain: string): string;
  /** A sentence of the engine: plain text in which backticks mark code. */
  sentence(message: string): string;
  strong(plain: string): string;
  code(plain: string): string;
  link(label: string, href: string): string;
  /** A list item. */
  item(content: string): string;
  /** Between two subjects. */
  readonly rule: string;
}

export const markdown: Prose = {
  text: escapeMarkdown,
  sentence: (message) =>
    message
      .split(/(`[^`]+`)/)
      .map((part) => (part.length > 2 && part.startsWith('`') && part.endsWith('`') ? toCode(part.slice(1, -1)) : escapeMarkdown(part)))
      .join(''),
  strong: (plain) => `**${escapeMarkdown(plain)}**`,
  code: toCode,
  link: (label, href) =>
    `[${escapeMarkdown(label)}](${href
      .replace(/[<>\s\\]/g, encodeURIComponent)
      .replaceAll('(', '%28')
      .replaceAll(')', '%29')})`,
  item: (content) => `- ${content}`,
  rule: '\n---\n',
};

export const plainText: Prose = {
  text: (plain) => plain,
  sentence: (message) => message,
  strong: (plain) => plain,
  code: (plain) => plain,
  link: (label) => label,
  item: (content) => `- ${content}`,
  rule: '',
};

/** What means something in the middle of a line; list markers and headings need the start of one. */
function escapeMarkdown(plain: string): string {
  return plain.replace(/[\\`*_[\]<>|~&]/g, '\\$&').replace(/\s*\r?\n\s*/g, ' ');
}

/** A code span holds backticks if its fence is longer than any run of them. */
function toCode(plain: string): string {
  const oneLine = plain.replace(/\s*\r?\n\s*/g, ' ');
  const longest = Math.max(0, ...(oneLine.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || oneLine.trim() !== oneLine ? ' ' : '';
  return `${fence}${space}${oneLine}${space}${fence}`;
}
