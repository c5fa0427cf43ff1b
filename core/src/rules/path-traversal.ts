import { reachedSinks } from './contract/reached-sink.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'path-traversal',
    title: 'Path traversal',
    summary: 'Input of a request chooses a file or folder outside of the one that is meant.',
    severity: 'high',
    precision: 'high',
    cwe: [22],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute: (run) => reachedSinks(run, 'path', { as: 'a path', does: 'opens what the path names' }),
};
export default rule;
