import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'xxe',
    title: 'External entities in XML',
    summary: 'XML of a request is read by a parser that replaces external entities.',
    severity: 'high',
    precision: 'high',
    cwe: [611],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'xml', { as: 'XML with external entities', does: 'follows what its entities name' }),
};
export default rule;
