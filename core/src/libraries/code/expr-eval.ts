/** expr-eval, facts of 2.0.2, the last one: expressions reach functions that run code (CVE-2025-12735). */
import { arg, constructed, fn, library, on, type Row, type Target } from '../row.ts';

const sink = (target: Target): Row => ({ row: 'sink', target, danger: 'code', at: arg(0) });

export default library({
  modules: ['expr-eval'],
  types: { parser: [constructed('Parser')] },
  rows: [sink(fn('Parser.evaluate')), sink(fn('Parser.parse')), sink(on('parser', 'evaluate')), sink(on('parser', 'parse'))],
});
