import { readFileSync } from 'node:fs';

/** How many tests a runner passed and failed. Everything that is not a clean pass counts as failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[];
}

/** Counts of a vitest JSON report. Skipped tests are failures; so is each file that failed without a failed test in it. */
export function vitestTally(file: string, exitCode: number): Tally {
  const results = readResults<VitestResults>(file);
  if (results === undefined) return { passed: 0, failed: 1 };
  const brokenFiles = results.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
  );
  return settled(
    {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numPendingTests + results.numTodoTests + brokenFiles.length,
    },
    exitCode,
  );
}

/** Counts of the file that the extension host's mocha run leaves behind. */
export function mochaTally(file: string, exitCode: number): Tally {
  const results = readResults<Tally>(file);
  return results === undefined ? { passed: 0, failed: 1 } : settled({ passed: results.passed, failed: results.failed }, exitCode);
}

/** The sum of several runners. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((total, tally) => ({ passed: total.passed + tally.passed, failed: total.failed + tally.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** A runner that reports no failure but ended badly, or ran nothing, failed once. */
function settled(tally: Tally, exitCode: number): Tally {
  const silentFailure = tally.failed === 0 && (exitCode !== 0 || tally.passed === 0);
  return silentFailure ? { ...tally, failed: 1 } : tally;
}

function readResults<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
