/** ejs, facts of 6.0.1: templates are compiled to code. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['ejs'],
  rows: ['render', 'compile'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
});
