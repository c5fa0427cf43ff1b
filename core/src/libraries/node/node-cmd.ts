/** node-cmd, facts of 5.0.0: text for a shell. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['node-cmd'],
  rows: ['run', 'runSync', 'get'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'shell', at: arg(0) })),
});
