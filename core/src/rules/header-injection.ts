import { isByLink, reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'header-injection',
    title: 'Header injection',
    summary: 'Input of a request chooses the name of a header, or writes parts of a cookie or a file name that are not its own.',
    severity: 'medium',
    precision: 'high',
    cwe: [113],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) =>
    reachedSinks(run, 'header', {
      as: 'a header',
      does: 'sends it in a header',
      severity: ({ row }) => (row.as?.startsWith('a file name') ? 'low' : 'medium'),
      counts: isByLink,
    }),
};
export default rule;
