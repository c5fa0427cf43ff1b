/** js-yaml, facts of 3.14 and 4.1: up to version 3 `load` knows `!!js/function`, from version 4 on it makes plain data alone. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['js-yaml'],
  rows: ['load', 'loadAll'].map(
    (name): Row => ({ row: 'sink', target: fn(name), danger: 'serialized', at: arg(0), below: { 'js-yaml': '4.0.0' } }),
  ),
});
