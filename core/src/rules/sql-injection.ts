import { parameterise } from '../fixes/sql.ts';
import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'sql-injection',
    title: 'SQL injection',
    summary: 'Input of a request becomes part of the text of an SQL statement.',
    severity: 'critical',
    precision: 'high',
    cwe: [89],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute: (run) =>
    reachedSinks(run, 'sql', { as: 'SQL text', does: 'executes it as SQL', fixes: (event, fix) => parameterise(event, fix) }),
};
export default rule;
