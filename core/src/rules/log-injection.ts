import { isByLink, reachedSinks } from './contract/reached-sink.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'log-injection',
    title: 'Log injection',
    summary: 'Input of a request can begin lines of its own in a log that is plain text.',
    severity: 'low',
    precision: 'high',
    cwe: [117],
    owasp: ['API8'],
    practice: 'monitoring',
    since: '0.1.0',
    fix: 'none',
  },
  // Headers hold no line breaks.
  checkRoute: (run) => firstOfEach(reachedSinks(run, 'log', { as: 'a line of a log', does: 'writes it as it is', counts: isByLink })),
};
export default rule;

/** What is logged at one place of a file is often logged at the next as well: the first place of each input says it. */
function firstOfEach(findings: readonly FindingDraft[]): readonly FindingDraft[] {
  const told = new Set<string>();
  return findings.filter(({ at, message }) => {
    const input = `${at.file} ${message.slice(0, message.indexOf(' of '))}`;
    if (told.has(input)) return false;
    told.add(input);
    return true;
  });
}
