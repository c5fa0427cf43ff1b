/** @octokit/webhooks, facts of 14.2.0: `verify` resolves with a boolean, `verifyAndReceive` rejects. */
import { constructed, fn, library, on } from '../row.ts';

export default library({
  modules: ['@octokit/webhooks'],
  types: { webhooks: [constructed('Webhooks')] },
  rows: [
    { row: 'guard', target: on('webhooks', 'verify'), as: 'call', does: 'checks', async: true },
    { row: 'guard', target: on('webhooks', 'verifyAndReceive'), as: 'call', does: 'signature', async: true },
    { row: 'guard', target: fn('createNodeMiddleware'), as: 'middleware-factory', does: 'enforces' },
  ],
});
