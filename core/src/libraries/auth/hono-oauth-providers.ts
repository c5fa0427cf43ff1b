/** @hono/oauth-providers, facts of 0.8.8: each middleware sends callers to the provider and takes them back: a way to sign in. */
import { fn, library, type Row } from '../row.ts';

const providers = ['github', 'google', 'facebook', 'linkedin', 'discord', 'twitch', 'x', 'msentra'];

export default library({
  modules: ['@hono/oauth-providers', ...providers.map((provider) => `@hono/oauth-providers/${provider}`)],
  rows: providers.map((provider): Row => ({ row: 'guard', target: fn(`${provider}Auth`), as: 'middleware-factory', does: 'signs-in' })),
});
