/** @octokit/webhooks-methods, facts of 6.0.0: resolves with a boolean. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@octokit/webhooks-methods'],
  rows: [
    { row: 'guard', target: fn('verify'), as: 'call', does: 'checks', async: true },
    { row: 'guard', target: fn('verifyWithFallback'), as: 'call', does: 'checks', async: true },
  ],
});
