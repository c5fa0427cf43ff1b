/** ssh2, facts of 1.17.0: `exec` gives its text to a shell of the other machine. */
import { annotated, arg, constructed, library, on } from '../row.ts';

export default library({
  modules: ['ssh2'],
  types: { client: [constructed('Client'), constructed('default'), annotated('Client')] },
  rows: [{ row: 'sink', target: on('client', 'exec'), danger: 'shell', at: arg(0) }],
});
