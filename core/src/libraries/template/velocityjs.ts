/** velocityjs, facts of 2.1.5: templates call methods of what they are given. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['velocityjs'],
  rows: ['render'].map((name): Row => ({ row: 'sink', target: fn(name), danger: 'template', at: arg(0) })),
});
