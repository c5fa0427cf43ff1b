/** Where the rules are documented: a diagnostic's `codeDescription.href` is the page of its rule. The same address as in
 *  the reports of the command line. */
export const ruleDocumentation = 'https://github.com/routewarden/routewarden/blob/main/docs/rules';

/** The page that explains a rule. */
export function toRulePage(rule: string): string {
  return `${ruleDocumentation}/${encodeURIComponent(rule)}.md`;
}
