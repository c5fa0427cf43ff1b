import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'ssrf',
    title: 'Server-side request forgery',
    summary: 'Input of a request chooses the host that the server contacts.',
    severity: 'high',
    precision: 'high',
    cwe: [918],
    owasp: ['API7'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'url', { as: 'the address of a request', does: 'contacts it' }),
};
export default rule;
