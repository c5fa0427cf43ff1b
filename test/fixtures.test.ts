import { describe, expect, test } from 'vitest';
import { readExpectations } from './harness/fixture-language/expectations.ts';
import { findMismatches } from './harness/fixture-language/mismatches.ts';
import { findRepairProblems } from './harness/fixture-language/repairs.ts';
import { findScenarios, openOn } from './harness/fixture-language/scenario.ts';
import { essence, variants } from './harness/fixture-language/variants.ts';

const scenarios = findScenarios();

describe('fixtures', () => {
  test('there are some', () => {
    expect(scenarios.length).toBeGreaterThan(60);
  });

  for (const scenario of scenarios) {
    test(scenario.name, () => {
      const session = openOn(scenario.files);
      const expected = readExpectations(scenario.files);
      const problems = [...findMismatches(session.report(), expected, session.rules), ...findRepairProblems(scenario)];
      expect(problems, `\n${scenario.name}\n${problems.join('\n')}\n`).toEqual([]);
    });
  }
});

describe.each(variants)('findings stay the same $name', ({ rewrite }) => {
  for (const { name, files } of scenarios) {
    const rewritten = rewrite(files);
    if (rewritten === undefined) continue;
    test(name, () => {
      expect(essence(openOn(rewritten).report())).toEqual(essence(openOn(files).report()));
    });
  }
});
