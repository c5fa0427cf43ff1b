/** pino-http, facts of 11.0.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['pino-http'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'neutral-middleware', target: fn('pinoHttp'), made: 'call' },
  ],
});
