/** node:vm, facts of Node 20 to 26: "not a security mechanism"; code in a context of its own reaches the program's objects all the same. */
import { arg, fn, library, making, type Row } from '../row.ts';

const runs = ['runInNewContext', 'runInThisContext', 'runInContext', 'compileFunction'];
const makes = ['Script', 'SourceTextModule'];

export default library({
  modules: ['vm'],
  rows: [
    ...runs.map((name): Row => ({ row: 'sink', target: fn(name), danger: 'code', at: arg(0) })),
    ...makes.map((name): Row => ({ row: 'sink', target: making(name), danger: 'code', at: arg(0) })),
  ],
});
