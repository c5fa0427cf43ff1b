import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan } from './command-line.ts';
import { copyRunnableExample, type ExampleCopy } from './example-copy.ts';
import { type Answer, startShop } from './express-shop.ts';
import { applyQuickFixes, type FixRun, type Shown } from './quick-fixes.ts';
import { attack, type Loot } from './shop-attacks.ts';
import { visit } from './shop-visit.ts';

/** What the shop does when it is attacked, and when it is used. */
interface Behaviour {
  readonly loot: Loot;
  readonly answers: Readonly<Record<string, Answer>>;
}

async function observe(folder: string): Promise<Behaviour> {
  const attacked = await startShop(folder);
  const loot = await attack(attacked).finally(() => attacked.stop());
  const visited = await startShop(folder);
  const answers = await visit(visited).finally(() => visited.stop());
  return { loot, answers };
}

describe('the express shop', () => {
  let copy: ExampleCopy;
  let before: Behaviour;
  let scanned: readonly Shown[];
  let fixes: FixRun;
  let after: Behaviour;

  beforeAll(async () => {
    copy = copyRunnableExample('express-shop');
    before = await observe(copy.folder);
    scanned = scan(copy.folder);
    fixes = await applyQuickFixes(copy.folder);
    after = await observe(copy.folder);
  }, 180_000);

  afterAll(() => copy.remove());

  test('can be robbed as it stands', () => {
    expect(before.loot).toEqual({
      passwordHashes: 4,
      foreignOrders: 1,
      orderDeleted: true,
      stockChanged: true,
      stockAnswer: 403,
      refunded: true,
      oddReviewStored: true,
      addresses: 4,
    } satisfies Loot);
  });

  test('can not be robbed after the quick fixes', () => {
    expect(after.loot).toEqual({
      passwordHashes: 0,
      foreignOrders: 0,
      orderDeleted: false,
      stockChanged: false,
      stockAnswer: 403,
      refunded: false,
      oddReviewStored: false,
      addresses: 0,
    } satisfies Loot);
  });

  test('serves its users before and after alike', () => {
    expect(Object.values(before.answers).map(({ status }) => status)).not.toContain(500);
    expect(after.answers).toEqual(before.answers);
  });

  test('has the findings that its README lists, each with a quick fix, and no others', () => {
    expect(fixes.before.map((finding) => finding.replace(/:\d+ /, ' '))).toEqual([
      'src/auth/middleware.ts guard-does-not-stop',
      'src/routes/orders.ts missing-authentication',
      'src/routes/orders.ts guard-does-not-stop',
      'src/routes/products.ts unvalidated-input',
      'src/routes/users.ts guard-after-route',
      'src/services/orders.ts sql-injection',
      'src/services/payments.ts insecure-http-url',
      'src/services/products.ts sql-injection',
      'src/services/shipping.ts tls-verification-disabled',
    ]);
    expect(fixes.applied).toHaveLength(fixes.before.length);
    expect(fixes.after).toEqual([]);
  });

  test('has the same findings on the command line as in the editor', () => {
    expect(scanned.length).toBeGreaterThan(0);
    expect(scanned).toEqual([...fixes.before].sort());
  });

  test('still type-checks after the quick fixes', () => {
    const compiler = join(copy.folder, 'node_modules/typescript/bin/tsc');
    expect(() => execFileSync(process.execPath, [compiler, '--noEmit'], { cwd: copy.folder, encoding: 'utf8' })).not.toThrow();
  });
});
