/** bson, facts of 7.0: code in the document is made into functions where that is asked for, which versions before 5 can do. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['bson'],
  rows: [
    { row: 'sink', target: fn('deserialize'), danger: 'serialized', at: arg(0), only: { argument: 1, field: 'evalFunctions', is: true } },
  ],
});
