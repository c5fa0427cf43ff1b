import type { Rule } from './contract/rule.ts';
import { changes } from './contract/suspicion.ts';
import { unverifiedIdentity } from './contract/unverified.ts';

const rule: Rule = {
  meta: {
    id: 'unverified-session-read',
    title: 'Identity from an unverified token',
    summary: 'A route takes the caller from a token or a cookie that was read and not verified: whoever calls can write anything into it.',
    severity: 'high',
    precision: 'high',
    cwe: [345, 347, 287],
    owasp: ['API2'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute(run) {
    const found = unverifiedIdentity(run);
    if (found === undefined) return [];
    const name = `${run.route.method} ${run.route.path}`;
    return [
      {
        at: found.at,
        message: `\`${name}\` takes the caller from ${found.what}, which nobody has verified.`,
        precision: 'certain',
        severity: changes(run) ? 'high' : 'medium',
        once: `${found.at.file}:${found.at.start}`,
        route: run,
        trace: [
          { kind: 'source', at: found.at, message: 'it is read here, and not verified' },
          ...(found.use === undefined ? [] : [{ kind: 'sink' as const, at: found.use.at, message: `${found.use.what} relies on it` }]),
          { kind: 'route', at: run.draft.at, message: `on a request for ${name}` },
        ],
      },
    ];
  },
};
export default rule;
