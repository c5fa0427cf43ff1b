import { isByLink, reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'open-redirect',
    title: 'Open redirect',
    summary: 'Input of a request chooses the site that the caller is sent to.',
    severity: 'medium',
    precision: 'high',
    cwe: [601],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) =>
    reachedSinks(run, 'redirect', { as: 'the address that the caller is sent to', does: 'sends the caller there', counts: isByLink }),
};
export default rule;
