/** swagger-ui-express, facts of 5.0.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['swagger-ui-express'],
  rows: [
    { row: 'neutral-middleware', target: fn('serve'), made: 'self' },
    { row: 'neutral-middleware', target: fn('setup'), made: 'call' },
    { row: 'neutral-middleware', target: fn('serveFiles'), made: 'call' },
    { row: 'neutral-middleware', target: fn('serveWithOptions'), made: 'call' },
  ],
});
