import { isByLink, reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

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
  checkRoute: (run) => reachedSinks(run, 'log', { as: 'a line of a log', does: 'writes it as it is', counts: isByLink }),
};
export default rule;
