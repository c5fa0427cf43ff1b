/** helmet, facts of 8.3.0, and koa-helmet 9.0: whole, or one header at a time. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['helmet', 'koa-helmet'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'neutral-middleware', target: fn('contentSecurityPolicy'), made: 'call' },
    { row: 'neutral-middleware', target: fn('crossOriginEmbedderPolicy'), made: 'call' },
    { row: 'neutral-middleware', target: fn('crossOriginOpenerPolicy'), made: 'call' },
    { row: 'neutral-middleware', target: fn('crossOriginResourcePolicy'), made: 'call' },
    { row: 'neutral-middleware', target: fn('referrerPolicy'), made: 'call' },
    { row: 'neutral-middleware', target: fn('strictTransportSecurity'), made: 'call' },
    { row: 'neutral-middleware', target: fn('hsts'), made: 'call' },
    { row: 'neutral-middleware', target: fn('noSniff'), made: 'call' },
    { row: 'neutral-middleware', target: fn('frameguard'), made: 'call' },
    { row: 'neutral-middleware', target: fn('hidePoweredBy'), made: 'call' },
    { row: 'neutral-middleware', target: fn('xssFilter'), made: 'call' },
  ],
});
