import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, applications, type Inventory, type Observation, observe, takeInventory } from './application.ts';

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

describe.each(applications)('%s', (name) => {
  let observed: Observation;
  let inventory: Inventory;

  beforeAll(() => {
    observed = observe(name);
    inventory = takeInventory(name);
  });

  test('has the routes that its own router has', () => {
    expect(inventory.routes.map(nameOf).sort()).toEqual(observed.routes.map(nameOf).sort());
    expect(observed.routes.length).toBeGreaterThan(10);
  });

  test('refuses callers without credentials exactly where authentication is required', () => {
    const answers = new Map(observed.answers.map((answer) => [nameOf(answer), answer]));
    const told = inventory.routes.map(
      (route) => `${nameOf(route)}: ${route.auth.verdict === 'required' ? 'refused' : toldOpen(route.auth.verdict)}`,
    );
    const seen = observed.routes.map((route) => `${nameOf(route)}: ${refuses(answers.get(nameOf(route))) ? 'refused' : 'open'}`);
    expect(told.sort()).toEqual(seen.sort());
  });
});

/** `unknown` stands as it is, so that it never agrees with what was seen. */
const toldOpen = (verdict: string): string => (verdict === 'unknown' ? 'unknown' : 'open');

/** How an application turns away a caller without credentials: by status, or by sending the browser to a page for signing in. */
function refuses(answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  return (
    [401, 403].includes(answer.status) || (answer.status >= 300 && answer.status < 400 && /log-?in|sign-?in/i.test(answer.location ?? ''))
  );
}
