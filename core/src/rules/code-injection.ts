import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'code-injection',
    title: 'Code injection',
    summary: 'Input of a request is run as code, or chooses the module that is loaded.',
    severity: 'critical',
    precision: 'high',
    cwe: [94, 95],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'code', { as: 'code', does: 'runs it' }),
};
export default rule;
