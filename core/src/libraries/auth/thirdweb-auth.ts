/** @thirdweb-dev/auth, facts of 4.1.97: `getUser` gives the user of a token that it has verified, or null; the Fastify plugin `authMiddleware` reads cookies. */
import { called, fn, library, on } from '../row.ts';

export default library({
  modules: ['@thirdweb-dev/auth/fastify', '@thirdweb-dev/auth/express', '@thirdweb-dev/auth/next'],
  types: { auth: [called('ThirdwebAuth')] },
  rows: [
    { row: 'guard', target: on('auth', 'getUser'), as: 'call', does: 'attaches', async: true },
    { row: 'input', target: fn('getToken'), part: 'headers' },
  ],
});
