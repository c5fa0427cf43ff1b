/** node:worker_threads, facts of Node 20 to 26: the first argument is a file, or with `eval` code. */
import { arg, library, making } from '../row.ts';

export default library({
  modules: ['worker_threads'],
  rows: [
    { row: 'sink', target: making('Worker'), danger: 'code', at: arg(0), only: { argument: 1, field: 'eval', is: true } },
    { row: 'sink', target: making('Worker'), danger: 'path', at: arg(0), only: { argument: 1, field: 'eval', is: 'absent' } },
  ],
});
