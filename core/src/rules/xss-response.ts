import { isByLink, reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'xss-response',
    title: 'Cross-site scripting in a response',
    summary: 'Input of a request is in an answer that browsers read as HTML.',
    severity: 'high',
    precision: 'high',
    cwe: [79],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'html', { as: 'markup', does: 'sends it to the browser as HTML', counts: isByLink }),
};
export default rule;
