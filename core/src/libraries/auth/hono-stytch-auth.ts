/** @hono/stytch-auth, as its documentation has it: sessions are checked here or by the service. */
import { fn, library, type Row } from '../row.ts';

const kinds = ['Consumer', 'B2B'];

export default library({
  modules: ['@hono/stytch-auth'],
  rows: kinds.flatMap((kind): Row[] => [
    ...['authenticateSessionLocal', 'authenticateSessionRemote', 'authenticateOAuthToken'].map(
      (name): Row => ({ row: 'guard', target: fn(`${kind}.${name}`), as: 'middleware-factory', does: 'enforces' }),
    ),
    ...['getStytchSession', 'getOAuthData'].map(
      (name): Row => ({ row: 'guard', target: fn(`${kind}.${name}`), as: 'call', does: 'attaches' }),
    ),
  ]),
});
