import { guardWithSibling, moveGuardUp } from '../fixes/guard.ts';
import { markPublic } from '../fixes/public.ts';
import type { Rule } from './contract/rule.ts';
import { changes, isOpenByPurpose, isPersonal, touchesData } from './contract/suspicion.ts';

const rule: Rule = {
  meta: {
    id: 'guard-after-route',
    title: 'Guard registered after the route',
    summary: 'A guard is registered after a route that it would cover; where order decides, it never runs for that route.',
    severity: 'high',
    precision: 'very-high',
    cwe: [696, 306],
    owasp: ['API2'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run) {
    const [guard] = run.lateGuards;
    if (guard === undefined || run.route.auth.verdict !== 'none' || isOpenByPurpose(run)) return [];
    // Open routes before a guard for everything else are the usual way to write it; a route that changes something or
    // shows what belongs to somebody is not meant to come first.
    if (run.events.length === 0 || (!changes(run) && !(isPersonal(run) && touchesData(run)))) return [];
    const name = `${run.route.method} ${run.route.path}`;
    return [
      {
        at: run.draft.at,
        message: `\`${guard.name}\` is registered after \`${name}\`, so it never runs for it.`,
        precision: 'certain',
        route: run,
        trace: [
          { kind: 'route', at: run.draft.at, message: `${name} is registered here` },
          { kind: 'guard', at: guard.at, message: `\`${guard.name}\` is registered here, too late` },
        ],
        fixes: (fix) => [...moveGuardUp(run, guard, fix), ...guardWithSibling(run, fix), ...markPublic(run, fix)],
      },
    ];
  },
};
export default rule;
