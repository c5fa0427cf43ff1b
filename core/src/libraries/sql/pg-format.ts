/** pg-format, facts of 1.0.4: `%L` and `%I` escape, so of a format call only the format itself is followed. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['pg-format'],
  rows: [
    { row: 'passes', target: fn('default'), from: [arg(0)] },
    { row: 'passes', target: fn('withArray'), from: [arg(0)] },
    { row: 'sanitizer', target: fn('literal'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: fn('ident'), input: arg(0), removes: ['sql'] },
  ],
});
