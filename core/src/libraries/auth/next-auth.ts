/**
 * next-auth, facts of 4.24.15, and of its version 5, where `NextAuth(config)` gives `auth`: called without a handler it
 * returns the session or null, around a handler it attaches `req.auth`; only `callbacks.authorized` makes it reject.
 */
import { callback, called, fn, library, on } from '../row.ts';

export default library({
  modules: ['next-auth', 'next-auth/next', 'next-auth/jwt', 'next-auth/react'],
  types: { instance: [called('default')], request: [callback(on('instance', 'auth'), 0, 0)] },
  rows: [
    { row: 'guard', target: fn('getServerSession'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('unstable_getServerSession'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('getToken'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('getSession'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: on('instance', 'auth'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: on('instance', 'auth'), as: 'wrapper', does: 'attaches' },
    {
      row: 'guard',
      target: on('instance', 'auth'),
      as: 'middleware',
      does: 'attaches',
      // An option of the call that made the instance.
      except: [{ when: { argument: 0, field: 'callbacks.authorized', is: 'present' }, does: 'enforces' }],
    },
    { row: 'identity', target: on('request', 'auth'), when: 'truthy' },
    { row: 'issues-credential', target: on('instance', 'signIn'), what: 'session' },
    { row: 'issues-credential', target: fn('encode'), what: 'token' },
  ],
});
