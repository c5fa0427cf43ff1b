/** express-oauth2-jwt-bearer, facts of 1.10.0; the scope and claim checks reject without a token, too. */
import { fn, library, type Row } from '../row.ts';

const claims = ['requiredScopes', 'scopeIncludesAny', 'claimCheck', 'claimEquals', 'claimIncludes'];

export default library({
  modules: ['express-oauth2-jwt-bearer'],
  rows: [
    {
      row: 'guard',
      target: fn('auth'),
      as: 'middleware-factory',
      does: 'enforces',
      except: [{ when: { argument: 0, field: 'authRequired', is: false }, does: 'optional' }],
    },
    ...claims.map((name): Row => ({ row: 'guard', target: fn(name), as: 'middleware-factory', does: 'enforces' })),
  ],
});
