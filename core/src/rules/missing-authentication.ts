import { isLeftOut, isOpenByMistake, openRoute } from './contract/open-route.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'missing-authentication',
    title: 'Route without authentication',
    summary: 'A route that changes or returns data can be called by anyone: no guard runs before it and its code tests no identity.',
    severity: 'high',
    precision: 'high',
    cwe: [306],
    owasp: ['API2', 'API5'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run, context) {
    if (run.route.method === 'ACTION' || isLeftOut(context, run) || !isOpenByMistake(context, run)) return [];
    const name = `${run.route.method} ${run.route.path}`;
    return [openRoute(context, run, `\`${name}\` can be called by anyone: no guard runs before it and its code tests no identity.`)];
  },
};
export default rule;
