import { validateWithSchema } from '../fixes/validation.ts';
import type { FindingDraft, Rule } from './contract/rule.ts';
import { describeTaint, traceOf } from './contract/trace.ts';

const rule: Rule = {
  meta: {
    id: 'validated-but-raw-used',
    title: 'Raw input stored after it was validated',
    summary: 'A schema that leaves unknown keys out has accepted the input, and the input as it came is stored, unknown keys included.',
    severity: 'medium',
    precision: 'high',
    cwe: [915, 20],
    owasp: ['API3'],
    practice: 'input',
    since: '0.1.0',
    fix: 'sometimes',
  },
  checkRoute(run) {
    return run.events.flatMap((event): readonly FindingDraft[] => {
      if (event.kind !== 'store' || event.access !== 'write') return [];
      const taint = event.records?.find(({ validated }) => validated?.whole === true && validated.unknownKeys === 'stripped');
      const by = taint?.validated;
      if (taint === undefined || by === undefined) return [];
      const name = describeTaint(taint);
      const route = `\`${run.route.method} ${run.route.path}\``;
      return [
        {
          at: event.at,
          message: `\`${event.callee}\` stores \`${name}\` of ${route} as it came, with the keys that the schema of \`${by.what}\` would have left out.`,
          precision: 'certain',
          once: `${event.at.file}:${event.at.start}`,
          route: run,
          trace: traceOf(
            {
              ...taint,
              trail: { at: by.at, message: `\`${by.what}\` accepts it, and gives a copy without unknown keys`, before: taint.trail },
            },
            { at: event.at, message: `\`${event.callee}\` stores the original` },
          ),
          fixes: (fix) => validateWithSchema(run, taint.part, fix),
        },
      ];
    });
  },
};
export default rule;
