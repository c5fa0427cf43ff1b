/** google-auth-library, facts of 10.9.1: verification throws. */
import { constructed, library, on } from '../row.ts';

export default library({
  modules: ['google-auth-library'],
  types: { client: [constructed('OAuth2Client')] },
  rows: [
    { row: 'guard', target: on('client', 'verifyIdToken'), as: 'call', does: 'verifies', async: true },
    { row: 'guard', target: on('client', 'getTokenInfo'), as: 'call', does: 'verifies', async: true },
  ],
});
