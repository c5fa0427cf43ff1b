/** lusca, facts of 1.7.0: headers and CSRF tokens. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['lusca'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'neutral-middleware', target: fn('csrf'), made: 'call' },
    { row: 'neutral-middleware', target: fn('csp'), made: 'call' },
    { row: 'neutral-middleware', target: fn('hsts'), made: 'call' },
    { row: 'neutral-middleware', target: fn('p3p'), made: 'call' },
    { row: 'neutral-middleware', target: fn('xframe'), made: 'call' },
    { row: 'neutral-middleware', target: fn('xssProtection'), made: 'call' },
    { row: 'neutral-middleware', target: fn('nosniff'), made: 'call' },
    { row: 'neutral-middleware', target: fn('referrerPolicy'), made: 'call' },
  ],
});
