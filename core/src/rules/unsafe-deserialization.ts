import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'unsafe-deserialization',
    title: 'Unsafe deserialization',
    summary: 'Input of a request is turned into objects by a reader that can make functions of it.',
    severity: 'critical',
    precision: 'high',
    cwe: [502],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'serialized', { as: 'data that may hold code', does: 'makes objects of it' }),
};
export default rule;
