/** art-template, facts of 4.13.4: templates are compiled to code. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['art-template'],
  rows: ['render', 'compile'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
});
