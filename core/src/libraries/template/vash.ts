/** vash, facts of 0.13.0: templates are compiled to code. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['vash'],
  rows: ['compile'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
});
