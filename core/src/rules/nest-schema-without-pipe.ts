import type { FindingDraft, Rule } from './contract/rule.ts';

const rule: Rule = {
  meta: {
    id: 'nest-schema-without-pipe',
    title: 'Validation rules that no pipe applies',
    summary: 'The class of a parameter has validation rules, and no validation pipe runs for it: the rules do nothing.',
    severity: 'high',
    precision: 'high',
    cwe: [20],
    owasp: ['API3', 'API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'none',
  },
  checkRoute(run) {
    if (run.route.certainty === 'partial') return [];
    return run.events.flatMap((event): readonly FindingDraft[] => {
      if (event.kind !== 'unapplied-schema') return [];
      // Its handler may validate by hand.
      if (run.events.some((other) => other.kind === 'validated' && other.part === event.part)) return [];
      return [
        {
          at: event.at,
          message: `The rules of \`${event.schema}\` do nothing for \`${run.route.method} ${run.route.path}\`: no ${event.pipe} runs for its ${event.part}.`,
          precision: 'certain',
          once: `${event.declared.file}:${event.declared.start}`,
          route: run,
          trace: [
            { kind: 'note', at: event.declared, message: `\`${event.schema}\` has the rules` },
            { kind: 'source', at: event.at, message: `the ${event.part} comes as it is` },
          ],
        },
      ];
    });
  },
};
export default rule;
