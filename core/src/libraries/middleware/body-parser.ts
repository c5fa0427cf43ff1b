/** body-parser, facts of 2.4.0; the module itself could be called up to version 1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['body-parser'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'neutral-middleware', target: fn('json'), made: 'call' },
    { row: 'neutral-middleware', target: fn('urlencoded'), made: 'call' },
    { row: 'neutral-middleware', target: fn('raw'), made: 'call' },
    { row: 'neutral-middleware', target: fn('text'), made: 'call' },
  ],
});
