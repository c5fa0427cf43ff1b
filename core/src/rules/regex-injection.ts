import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'regex-injection',
    title: 'Regular expression from input',
    summary: 'Input of a request is read as a regular expression, which may take minutes to fail.',
    severity: 'medium',
    precision: 'high',
    cwe: [1333, 400],
    owasp: ['API4'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'regex', { as: 'a pattern', does: 'reads it as a regular expression' }),
};
export default rule;
