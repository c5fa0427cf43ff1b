import type { Rule } from './contract/rule.ts';
import { unverifiedWebhook } from './contract/webhook.ts';

const rule: Rule = {
  meta: {
    id: 'webhook-signature-missing',
    title: 'Webhook that anyone can call',
    summary: 'A route that receives the calls of another service acts on them without verifying their signature.',
    severity: 'high',
    precision: 'high',
    cwe: [345, 306],
    owasp: ['API2', 'API10'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute(run, context) {
    const evidence = unverifiedWebhook(context, run);
    if (evidence === undefined) return [];
    const { header, effect } = evidence;
    const name = `${run.route.method} ${run.route.path}`;
    const does = `\`${effect.callee}\``;
    return [
      {
        at: run.draft.at,
        message:
          header === undefined
            ? `\`${name}\` acts on calls of another service with ${does}, but nothing verifies who sent them.`
            : `\`${name}\` reads the header \`${header.path}\`, but nothing verifies the signature before ${does}.`,
        precision: header === undefined ? 'likely' : 'certain',
        route: run,
        trace: [
          { kind: 'route', at: run.draft.at, message: `${name} is registered here` },
          ...(header === undefined ? [] : [{ kind: 'step' as const, at: header.at, message: `the header \`${header.path}\` is read` }]),
          { kind: 'sink', at: effect.at, message: `${does} runs for whatever was sent` },
        ],
      },
    ];
  },
};
export default rule;
