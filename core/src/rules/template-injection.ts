import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'template-injection',
    title: 'Template injection',
    summary: 'Input of a request is the text of a template, or gives its engine options.',
    severity: 'critical',
    precision: 'high',
    cwe: [1336, 94],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'template', { as: 'the text of a template', does: 'compiles it' }),
};
export default rule;
