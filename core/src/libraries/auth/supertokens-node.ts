/** supertokens-node, facts of 24.0.3: the recipe's functions for Express and Next; `middleware()` only mounts /auth. */
import { fn, library } from '../row.ts';

export default library({
  modules: [
    'supertokens-node',
    'supertokens-node/recipe/session',
    'supertokens-node/recipe/session/framework/express',
    'supertokens-node/framework/express',
    'supertokens-node/nextjs',
  ],
  rows: [
    {
      row: 'guard',
      target: fn('verifySession'),
      as: 'middleware-factory',
      does: 'enforces',
      except: [{ when: { argument: 0, field: 'sessionRequired', is: false }, does: 'optional' }],
    },
    {
      row: 'guard',
      target: fn('getSession'),
      as: 'call',
      does: 'verifies',
      async: true,
      except: [{ when: { argument: 2, field: 'sessionRequired', is: false }, does: 'attaches' }],
    },
    { row: 'guard', target: fn('withSession'), as: 'call', does: 'attaches', async: true, callback: 1 },
    { row: 'issues-credential', target: fn('createNewSession'), what: 'session' },
    { row: 'neutral-middleware', target: fn('middleware'), made: 'call' },
    { row: 'neutral-middleware', target: fn('errorHandler'), made: 'call' },
  ],
});
