/** csrf-sync, facts of 4.2.1: a CSRF token says nothing of who calls. */
import { called, library, on } from '../row.ts';

export default library({
  modules: ['csrf-sync'],
  types: { csrf: [called('csrfSync')] },
  rows: [{ row: 'neutral-middleware', target: on('csrf', 'csrfSynchronisedProtection'), made: 'self' }],
});
