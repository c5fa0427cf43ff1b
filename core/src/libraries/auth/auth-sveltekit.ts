/** @auth/sveltekit, facts of 1.11: its `handle` answers its own paths and leaves `auth()` in `locals`, which gives the session or null. */
import { called, library, on } from '../row.ts';

export default library({
  modules: ['@auth/sveltekit'],
  types: { instance: [called('SvelteKitAuth')] },
  rows: [
    { row: 'neutral-middleware', target: on('instance', 'handle'), made: 'self' },
    { row: 'issues-credential', target: on('instance', 'signIn'), what: 'session' },
    { row: 'passes', target: on('instance', 'signOut'), from: [] },
  ],
});
