/** better-auth, facts of 1.7.25: `getSessionCookie` only says that a cookie is there. */
import { called, fn, library, on } from '../row.ts';

export default library({
  modules: ['better-auth', 'better-auth/minimal', 'better-auth/cookies', 'better-auth/svelte-kit'],
  types: { auth: [called('betterAuth')] },
  rows: [
    { row: 'guard', target: on('auth', 'api.getSession'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: on('auth', 'api.userHasPermission'), as: 'call', does: 'attaches', async: true, identity: ['success'] },
    { row: 'guard', target: on('auth', 'api.hasPermission'), as: 'call', does: 'attaches', async: true, identity: ['success'] },
    { row: 'guard', target: fn('getSessionCookie'), as: 'call', does: 'decodes' },
    { row: 'issues-credential', target: on('auth', 'api.signInEmail'), what: 'session' },
    { row: 'issues-credential', target: on('auth', 'handler'), what: 'session' },
    { row: 'issues-credential', target: on('auth', 'api.signUpEmail'), what: 'session' },
  ],
});
