/** csrf-csrf, facts of 4.0.3: a CSRF token says nothing of who calls. */
import { called, library, on } from '../row.ts';

export default library({
  modules: ['csrf-csrf'],
  types: { csrf: [called('doubleCsrf')] },
  rows: [{ row: 'neutral-middleware', target: on('csrf', 'doubleCsrfProtection'), made: 'self' }],
});
