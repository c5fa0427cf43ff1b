import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan } from './command-line.ts';
import { copyExample, type ExampleCopy } from './example-copy.ts';
import { applyQuickFixes, type FixRun, type Shown } from './quick-fixes.ts';

describe('the Next.js shop', () => {
  let copy: ExampleCopy;
  let scanned: readonly Shown[];
  let fixes: FixRun;

  beforeAll(async () => {
    copy = copyExample('next-shop');
    scanned = scan(copy.folder);
    fixes = await applyQuickFixes(copy.folder);
  });

  afterAll(() => copy.remove());

  test('has the findings that its README lists, and no others', () => {
    const withoutLines = fixes.before.map((finding) => finding.replace(/:\d+ /, ' ')).sort();
    expect(withoutLines).toEqual([
      'app/actions.ts server-action-missing-auth',
      'app/actions.ts unvalidated-input',
      'app/api/orders/[id]/refund/route.ts guard-does-not-stop',
      'app/api/orders/[id]/route.ts missing-authentication',
      'app/api/reports/daily/route.ts proxy-matcher-gap',
      'lib/payments.ts insecure-http-url',
      'lib/products.ts sql-injection',
      'lib/warehouse.ts tls-verification-disabled',
    ]);
  });

  test('loses a finding with each quick fix, and gets none', () => {
    const fixed = fixes.applied.map(({ finding }) => finding.replace(/:\d+ /, ' '));
    expect(fixed).toEqual(
      expect.arrayContaining([
        'app/actions.ts unvalidated-input',
        'app/api/orders/[id]/refund/route.ts guard-does-not-stop',
        'app/api/orders/[id]/route.ts missing-authentication',
        'lib/payments.ts insecure-http-url',
        'lib/products.ts sql-injection',
        'lib/warehouse.ts tls-verification-disabled',
      ]),
    );
    expect(fixes.after).toHaveLength(fixes.before.length - fixes.applied.length);
  });

  test('has the same findings on the command line as in the editor', () => {
    expect(scanned).toEqual([...fixes.before].sort());
  });
});
