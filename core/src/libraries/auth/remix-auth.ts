/**
 * remix-auth, facts of 3.7 and 4.2: `authenticate` runs a sign-in strategy on the request and throws where it fails;
 * `isAuthenticated` (until 3) gives the user or null, and redirects instead where it is told to.
 */
import { annotated, constructed, library, on } from '../row.ts';

export default library({
  modules: ['remix-auth'],
  types: { authenticator: [constructed('Authenticator'), annotated('Authenticator')] },
  rows: [
    { row: 'guard', target: on('authenticator', 'authenticate'), as: 'call', does: 'signs-in', async: true },
    {
      row: 'guard',
      target: on('authenticator', 'isAuthenticated'),
      as: 'call',
      does: 'attaches',
      async: true,
      except: [{ when: { argument: 1, field: 'failureRedirect', is: 'present' }, does: 'enforces' }],
    },
    { row: 'passes', target: on('authenticator', 'logout'), from: [] },
  ],
});
