import { addToList } from '../fixes/list.ts';
import { markPublic } from '../fixes/public.ts';
import { isLeftOut, isOpenByMistake } from './contract/open-route.ts';
import type { Rule } from './contract/rule.ts';
import { changes } from './contract/suspicion.ts';

const rule: Rule = {
  meta: {
    id: 'proxy-matcher-gap',
    title: 'Route that the proxy leaves out',
    summary: 'The function that authenticates requests before the routes does not run for a route that its list of paths leaves out.',
    severity: 'high',
    precision: 'very-high',
    cwe: [863, 306],
    owasp: ['API2', 'API5'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run, context) {
    const [missed] = run.missedGuards;
    if (missed === undefined || !isLeftOut(context, run) || !isOpenByMistake(context, run)) return [];
    const name = `${run.route.method} ${run.route.path}`;
    return [
      {
        at: run.draft.at,
        message: `\`${name}\` can be called by anyone: \`${missed.step.name}\`, which requires authentication, does not run for this path, and nothing else does.`,
        precision: 'certain',
        severity: changes(run) ? 'high' : 'medium',
        route: run,
        trace: [
          { kind: 'route', at: run.draft.at, message: `${name} is registered here` },
          { kind: 'note', at: missed.list, message: `these paths do not match \`${missed.entry}\`` },
          { kind: 'guard', at: missed.step.at, message: `\`${missed.step.name}\` would refuse callers without identity` },
        ],
        fixes: (fix) => [...addToList(missed.list, missed.entry, fix), ...markPublic(run, fix)],
      },
    ];
  },
};
export default rule;
