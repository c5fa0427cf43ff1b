import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'prototype-pollution',
    title: 'Prototype pollution',
    summary: 'Input of a request names the fields, one inside of the other, that are written: those of all objects among them.',
    severity: 'high',
    precision: 'high',
    cwe: [1321],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) =>
    reachedSinks(run, 'keys', {
      as: 'names of fields, `__proto__` among them',
      does: 'may write what all objects inherit from',
    }),
};
export default rule;
