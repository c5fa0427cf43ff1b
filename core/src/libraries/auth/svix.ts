/** svix, facts of 1.99.1: throws on a bad signature. */
import { constructed, library, on } from '../row.ts';

export default library({
  modules: ['svix'],
  types: { webhook: [constructed('Webhook')] },
  rows: [{ row: 'guard', target: on('webhook', 'verify'), as: 'call', does: 'signature' }],
});
