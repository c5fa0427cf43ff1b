/** he, facts of 1.2.0. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['he'],
  rows: [
    { row: 'sanitizer', target: fn('encode'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['html'] },
  ],
});
