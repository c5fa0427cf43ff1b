/** @hono/oidc-auth, facts of 1.8.1: the middleware redirects callers without a session to the provider. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/oidc-auth'],
  rows: [
    { row: 'guard', target: fn('oidcAuthMiddleware'), as: 'middleware-factory', does: 'enforces' },
    { row: 'neutral-middleware', target: fn('initOidcAuthMiddleware'), made: 'call' },
    { row: 'guard', target: fn('getAuth'), as: 'call', does: 'attaches', async: true },
    { row: 'issues-credential', target: fn('processOAuthCallback'), what: 'session' },
    { row: 'passes', target: fn('revokeSession'), from: [] },
  ],
});
