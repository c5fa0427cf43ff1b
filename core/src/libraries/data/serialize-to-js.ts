/** serialize-to-js, facts of 3.1.2: the text is evaluated. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['serialize-to-js'],
  rows: [{ row: 'sink', target: fn('deserialize'), danger: 'serialized', at: arg(0) }],
});
