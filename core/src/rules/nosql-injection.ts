import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'nosql-injection',
    title: 'Operators injected into a filter',
    summary: 'Input that may be an object stands in a database filter, where it is read as operators.',
    severity: 'high',
    precision: 'high',
    cwe: [943],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) =>
    reachedSinks(run, 'nosql', { as: 'a filter that reads objects as operators', does: 'filters by it, and reads an object as operators' }),
};
export default rule;
