import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Called by VS Code inside the extension host. Runs every suite beside this file and writes the counts to the file that
 * ROUTEWARDEN_HOST_RESULTS names; rejects when a test failed or none ran.
 */
export async function run(): Promise<void> {
  const resultsFile = process.env['ROUTEWARDEN_HOST_RESULTS'];
  if (resultsFile === undefined) throw new Error('ROUTEWARDEN_HOST_RESULTS is not set.');
  // A static import would become require(), which gives another shape of this ES module in each version of Node.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, slow: 5_000 });
  const suites = join(__dirname, 'suite');
  for (const name of readdirSync(suites).sort()) mocha.addFile(join(suites, name));
  const passed: string[] = [];
  const failed: { title: string; message: string }[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => passed.push(test.fullTitle()));
    runner.on('pending', (test) => failed.push({ title: test.fullTitle(), message: 'skipped' }));
    runner.on('fail', (test, error: unknown) =>
      failed.push({ title: test.fullTitle(), message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  writeFileSync(resultsFile, JSON.stringify({ passed, failed }));
  if (failed.length > 0 || passed.length === 0) throw new Error(`${failed.length} failed, ${passed.length} passed`);
}
