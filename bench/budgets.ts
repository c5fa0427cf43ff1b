import type { BenchResults } from './results.ts';

/** One budget with what was measured. */
export interface BudgetResult {
  readonly what: string;
  readonly measured: number;
  readonly must: number;
  readonly aim: number;
  /** How the numbers read: `×` a ratio, `ms`, `MiB`, `%`. */
  readonly unit: '×' | 'ms' | 'MiB' | '%';
  readonly verdict: 'aim' | 'must' | 'missed';
}

type Budget = Omit<BudgetResult, 'verdict'> & { readonly higherIsBetter?: boolean };

/** Every budget, judged. Ratios are of two measurements of the same run. */
export function judgeBudgets(results: BenchResults): readonly BudgetResult[] {
  return budgets(results).map(({ higherIsBetter = false, ...budget }) => {
    const within = (limit: number) => (higherIsBetter ? budget.measured >= limit : budget.measured <= limit);
    const verdict = within(budget.aim) ? 'aim' : within(budget.must) ? 'must' : 'missed';
    return { ...budget, verdict };
  });
}

function budgets(results: BenchResults): readonly Budget[] {
  return [...scanBudgets(results), ...typingBudgets(results), ...startBudgets(results), ...ownBudgets(results)];
}

function scanBudgets({ small, big, huge }: BenchResults): readonly Budget[] {
  const { routewarden, eslint, oxlint } = big.cold;
  if (!routewarden || !eslint || !oxlint || !small.cold.routewarden) throw new Error('A scan is missing from the results.');
  const perThousand = ((huge.cold.rssMiB - routewarden.rssMiB) / (huge.files - big.files)) * 1_000;
  return [
    {
      what: 'Cold scan, CPU, against ESLint + security',
      measured: routewarden.cpuSeconds / eslint.cpuSeconds,
      must: 1 / 10,
      aim: 1 / 20,
      unit: '×',
    },
    { what: 'Cold scan, CPU, against oxlint', measured: routewarden.cpuSeconds / oxlint.cpuSeconds, must: 6, aim: 2.5, unit: '×' },
    {
      what: 'Warm scan, nothing changed, CPU, against oxlint cold',
      measured: big.warm.cpuSeconds / oxlint.cpuSeconds,
      must: 0.6,
      aim: 0.35,
      unit: '×',
    },
    {
      what: 'Warm scan, 1 % of files changed, against unchanged',
      measured: big.afterChanges.cpuSeconds / big.warm.cpuSeconds,
      must: 2,
      aim: 1.5,
      unit: '×',
    },
    { what: `CLI memory, ${big.files.toLocaleString('en')} files`, measured: routewarden.rssMiB, must: 300, aim: 220, unit: 'MiB' },
    { what: 'CLI memory per further 1,000 files', measured: perThousand, must: 15, aim: 8, unit: 'MiB' },
    { what: 'CPU of four times the files', measured: huge.cold.cpuSeconds / routewarden.cpuSeconds, must: 4.2, aim: 3.2, unit: '×' },
  ];
}

function typingBudgets({ big, servers: { routewarden, eslint, oxlint } }: BenchResults): readonly Budget[] {
  return [
    {
      what: 'Keystroke to diagnostics p95, 300 lines, against the ESLint server',
      measured: routewarden.medium.p95 / eslint.medium.p95,
      must: 1 / 3,
      aim: (2.5 * oxlint.medium.p95) / eslint.medium.p95,
      unit: '×',
    },
    {
      what: 'Keystroke to diagnostics p95, 2,000 lines, against the ESLint server',
      measured: routewarden.large.p95 / eslint.large.p95,
      must: 1 / 3,
      aim: (2 * oxlint.large.p95) / eslint.large.p95,
      unit: '×',
    },
    { what: `Server memory, ${big.files.toLocaleString('en')} files`, measured: routewarden.rssMiB, must: 300, aim: 200, unit: 'MiB' },
  ];
}

function startBudgets({ starts }: BenchResults): readonly Budget[] {
  return starts.flatMap(({ where, milliseconds }) => {
    const { eslint, routewarden, warm } = milliseconds;
    if (eslint === undefined || routewarden === undefined) throw new Error(`A start is missing: ${where}.`);
    const budget = (what: string, measured: number): Budget => ({
      what: `Start to first diagnostics, ${where}${what}, against the ESLint server`,
      measured: measured / eslint,
      must: 1 / 4,
      aim: 300 / eslint,
      unit: '×',
    });
    return warm === undefined ? [budget('', routewarden)] : [budget(', first start ever', routewarden), budget('', warm)];
  });
}

function ownBudgets({ own, ownRoutes }: BenchResults): readonly Budget[] {
  const works = own.findingsUnguarded > own.findingsGuarded;
  return [
    {
      what: `Edit of the guards to diagnostics elsewhere, p95, ${ownRoutes.toLocaleString('en')} routes`,
      measured: works ? own.editElsewhere.p95 : Number.POSITIVE_INFINITY,
      must: 300,
      aim: 150,
      unit: 'ms',
    },
    { what: 'Code-action menu, p95', measured: own.menus.p95, must: 50, aim: 20, unit: 'ms' },
    {
      what: `Server memory growth over ${own.edits.toLocaleString('en')} edits`,
      measured: Math.max(0, (own.rssAfterMiB / own.rssBeforeMiB - 1) * 100),
      must: 5,
      aim: 0.5,
      unit: '%',
    },
    {
      what: 'Half-typed lines that keep all findings elsewhere',
      measured: (own.breaks.kept / own.breaks.breaks) * 100,
      must: 95,
      aim: 98,
      unit: '%',
      higherIsBetter: true,
    },
  ];
}
