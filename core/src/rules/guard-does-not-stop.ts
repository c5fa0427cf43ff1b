import { addAwait, addReturn } from '../fixes/stop.ts';
import type { FlowEvent } from '../flow/index.ts';
import type { RouteRun } from '../frameworks/run-route.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'guard-does-not-stop',
    title: 'Check that does not stop the request',
    summary: 'A check refuses the caller but execution goes on, or its promise is never awaited, so it refuses nobody.',
    severity: 'critical',
    precision: 'very-high',
    cwe: [287, 696],
    owasp: ['API2'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run) {
    return run.events.flatMap((event): FindingDraft[] => {
      const draft = event.kind === 'went-on' ? wentOn(run, event) : event.kind === 'not-awaited' ? notAwaited(run, event) : undefined;
      return draft === undefined ? [] : [{ ...draft, once: `${draft.at.file}:${draft.at.start}` }];
    });
  },
};
export default rule;

function wentOn(run: RouteRun, event: Extract<FlowEvent, { kind: 'went-on' }>): FindingDraft {
  const name = `${run.route.method} ${run.route.path}`;
  return {
    at: event.refusal,
    message: messageOf(event, name),
    precision: 'certain',
    route: run,
    trace: [
      { kind: 'guard', at: event.refusal, message: `the caller is refused here (${event.refusalText})` },
      { kind: 'step', at: event.at, message: `${event.what} runs all the same` },
      { kind: 'route', at: run.draft.at, message: `on a request for ${name}` },
    ],
    fixes: (fix) => (event.untested ? [] : addReturn(event.refusal, fix)),
  };
}

function messageOf(event: Extract<FlowEvent, { kind: 'went-on' }>, route: string): string {
  if (event.dropped === true) return `This answer (${event.refusalText}) is made but never returned, so \`${route}\` goes on.`;
  const refuses = /^30\d$/.test(event.refusalText) ? 'redirects the caller' : `answers ${event.refusalText}`;
  if (event.untested) return `This ${refuses} and returns a falsy value, but \`${route}\` does not test it and goes on to ${event.what}.`;
  return `This ${refuses} but does not stop: ${event.what} still runs for \`${route}\`.`;
}

function notAwaited(run: RouteRun, event: Extract<FlowEvent, { kind: 'not-awaited' }>): FindingDraft {
  const name = `${run.route.method} ${run.route.path}`;
  return {
    at: event.at,
    message: event.tested
      ? `This check is a promise and always true: \`${name}\` refuses nobody until it is awaited.`
      : `Nobody awaits this check, so \`${name}\` goes on before it has refused anyone.`,
    precision: 'certain',
    route: run,
    trace: [
      { kind: 'guard', at: event.at, message: `the check (${event.what}) is not awaited` },
      { kind: 'route', at: run.draft.at, message: `on a request for ${name}` },
    ],
    fixes: (fix) => addAwait(event.at, fix),
  };
}
