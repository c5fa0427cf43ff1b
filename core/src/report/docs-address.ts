/** Where the documentation of the rules is published. */
const rulesFolder = 'https://github.com/routewarden/routewarden/blob/main/docs/rules';

/** The public address of a rule's documentation page. */
export function docsAddress(ruleId: string): string {
  return `${rulesFolder}/${encodeURIComponent(ruleId)}.md`;
}
