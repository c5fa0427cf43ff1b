/** A fenced code block. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
}

/** What stands below one heading, up to the next one of any level. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly CodeBlock[];
}

/** The sections of a page, in order; text before the first heading is one without a heading. */
export function toSections(markdown: string): readonly Section[] {
  const sections: { heading: string; blocks: CodeBlock[] }[] = [{ heading: '', blocks: [] }];
  let open: { language: string; lines: string[] } | undefined;
  for (const line of markdown.split('\n')) {
    const fence = /^```(\w*)/.exec(line);
    if (fence !== null && open === undefined) {
      open = { language: fence[1] ?? '', lines: [] };
    } else if (fence !== null && open !== undefined) {
      sections.at(-1)?.blocks.push({ language: open.language, code: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else if (open !== undefined) {
      open.lines.push(line);
    } else {
      const heading = /^#+ (.*)/.exec(line)?.[1];
      if (heading !== undefined) sections.push({ heading, blocks: [] });
    }
  }
  return sections;
}

/** The blocks of a language below the headings of a name; below any heading where none is given. */
export function blocksOf(markdown: string, language: string, heading?: string): readonly string[] {
  return toSections(markdown)
    .filter((section) => heading === undefined || section.heading === heading)
    .flatMap(({ blocks }) => blocks.filter((block) => block.language === language).map(({ code }) => code));
}
