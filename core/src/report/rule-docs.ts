/** The documentation page of every rule, by rule id, as Markdown. */
export type RuleDocs = ReadonlyMap<string, string>;

/** The first wrong and the first right example of a documentation page. */
export interface RuleExamples {
  readonly wrong?: string;
  readonly right?: string;
}

const wrongHeading = /\b(?:wrong|incorrect|bad|vulnerable|unsafe|reported|fails?|before|not ok)\b/i;
const rightHeading = /\b(?:right|correct|good|safe|accepted|passes|after|fixed|ok)\b/i;

/**
 * The first code block below a heading such as "Wrong" and below one such as "Right". A page written in another way
 * has no examples here; it is still shown where Markdown is.
 */
export function findExamples(markdown: string): RuleExamples {
  let side: 'wrong' | 'right' | undefined;
  const found: { wrong?: string; right?: string } = {};
  for (const block of toBlocks(markdown)) {
    if (block.kind === 'heading') side = toSide(block.text);
    else if (side !== undefined) found[side] ??= block.text;
  }
  return found;
}

function toSide(heading: string): 'wrong' | 'right' | undefined {
  if (wrongHeading.test(heading)) return 'wrong';
  return rightHeading.test(heading) ? 'right' : undefined;
}

/** Headings (`## Wrong`, `**Wrong**`, `Wrong:`) and fenced code blocks, in order; all other text is left out. */
function toBlocks(markdown: string): { readonly kind: 'heading' | 'code'; readonly text: string }[] {
  const blocks: { kind: 'heading' | 'code'; text: string }[] = [];
  let code: string[] | undefined;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    if (/^\s*(?:```|~~~)/.test(line)) {
      if (code !== undefined) blocks.push({ kind: 'code', text: code.join('\n') });
      code = code === undefined ? [] : undefined;
    } else if (code !== undefined) {
      code.push(line);
    } else if (/^(?:#{1,6}\s|\*\*)|:\s*$/.test(line)) {
      blocks.push({ kind: 'heading', text: line });
    }
  }
  return blocks;
}
