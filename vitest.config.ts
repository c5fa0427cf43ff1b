import { defineConfig } from 'vitest/config';

const neverTests = ['**/node_modules/**', '**/fixtures/**', '**/out/**', '**/dist/**', 'test/host/**'];

/** `unit` is everything that needs only this process or the built bundles; `proof` starts database engines; `oracle` starts an
 * application of each framework; `e2e` drives a real workbench. */
export default defineConfig({
  test: {
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...neverTests, 'test/e2e/**', 'test/proof/**', 'test/oracle/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'proof', include: ['test/proof/**/*.test.ts'], exclude: neverTests, testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'oracle', include: ['test/oracle/*.test.ts'], exclude: neverTests, testTimeout: 60_000, hookTimeout: 300_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: neverTests,
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
