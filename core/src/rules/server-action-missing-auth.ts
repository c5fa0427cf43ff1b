import { isOpenByMistake, openRoute } from './contract/open-route.ts';
import type { Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'server-action-missing-auth',
    title: 'Server action without authentication',
    summary: 'A server action that writes or executes something tests no identity: whoever can reach the server can call it.',
    severity: 'high',
    precision: 'high',
    cwe: [306, 862],
    owasp: ['API2', 'API5'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run, context) {
    if (run.route.method !== 'ACTION' || !isOpenByMistake(context, run)) return [];
    const message = `The server action \`${run.route.path}\` can be called by anyone, whatever page it is meant for: its code tests no identity.`;
    return [openRoute(context, run, message)];
  },
};
export default rule;
