/** needle, facts of 3.5.0: called itself, the method comes first. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['needle'],
  rows: [
    { row: 'address', target: fn('default'), at: arg(1) },
    { row: 'address', target: fn('request'), at: arg(1) },
    ...['get', 'head', 'post', 'put', 'patch', 'delete'].map((name): Row => ({ row: 'address', target: fn(name), at: arg(0) })),
  ],
});
