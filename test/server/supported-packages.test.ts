import { expect, test } from 'vitest';
import { supportedPackages } from '#protocol';
import { frameworks } from '../../core/src/frameworks/registry.generated.ts';

test('the extension starts the server for every framework that the engine reads', () => {
  const packages = frameworks.flatMap((framework) => [...framework.packages]);
  expect(packages.length).toBeGreaterThan(0);
  expect(packages.filter((name) => !supportedPackages.has(name))).toEqual([]);
});
