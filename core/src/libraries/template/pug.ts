/** pug, facts of 3.0.4, and jade 1.11, which it was called before: templates are compiled to code. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['pug', 'jade'],
  rows: ['render', 'compile', 'compileClient'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
});
