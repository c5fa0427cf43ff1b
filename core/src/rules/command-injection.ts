import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'command-injection',
    title: 'Command injection',
    summary: 'Input of a request becomes part of a command that a shell runs.',
    severity: 'critical',
    precision: 'high',
    cwe: [78],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'shell', { as: 'a command', does: 'runs it' }),
};
export default rule;
