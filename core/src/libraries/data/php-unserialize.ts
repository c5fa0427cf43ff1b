/** php-unserialize, facts of 0.0.1: names in the text become fields, `__proto__` as well. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['php-unserialize'],
  rows: [
    { row: 'sink', target: fn('unserialize'), danger: 'serialized', at: arg(0) },
    { row: 'sink', target: fn('unserializeSession'), danger: 'serialized', at: arg(0) },
  ],
});
