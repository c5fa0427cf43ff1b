/** @hono/cloudflare-access, facts of 0.4.0: verifies the token that Cloudflare Access puts on a request. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/cloudflare-access'],
  rows: [{ row: 'guard', target: fn('cloudflareAccess'), as: 'middleware-factory', does: 'enforces' }],
});
