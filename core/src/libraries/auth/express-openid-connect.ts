/** express-openid-connect, facts of 3.4.0: `auth()` redirects everybody without a session unless `authRequired` is false. */
import { fn, library, type Row } from '../row.ts';

const enforces = ['requiresAuth', 'claimEquals', 'claimIncludes', 'claimCheck'];

export default library({
  modules: ['express-openid-connect'],
  rows: [
    {
      row: 'guard',
      target: fn('auth'),
      as: 'middleware-factory',
      does: 'enforces',
      except: [{ when: { argument: 0, field: 'authRequired', is: false }, does: 'attaches' }],
    },
    ...enforces.map((name): Row => ({ row: 'guard', target: fn(name), as: 'middleware-factory', does: 'enforces' })),
    { row: 'guard', target: fn('attemptSilentLogin'), as: 'middleware-factory', does: 'attaches' },
  ],
});
