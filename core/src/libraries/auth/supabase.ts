/**
 * @supabase/supabase-js, facts of 2.109.0, and @supabase/ssr, facts of 0.12.7: `getUser` asks the auth server and
 * `getClaims` verifies the token; `getSession` reads the cookie as it came.
 */
import { annotated, anyMethod, arg, called, fn, library, on, type Row } from '../row.ts';

const issues = [
  'signInWithPassword',
  'signInWithIdToken',
  'signInWithOtp',
  'signInWithOAuth',
  'signUp',
  'verifyOtp',
  'exchangeCodeForSession',
  'refreshSession',
];
const filters = ['eq', 'neq', 'ilike', 'in'];

export default library({
  modules: ['@supabase/supabase-js', '@supabase/ssr'],
  types: {
    client: [called('createClient'), called('createServerClient'), annotated('SupabaseClient')],
    // client.from('users'), client.schema('x').from('users'), and what is chained to them.
    query: [anyMethod('client'), anyMethod('query')],
  },
  rows: [
    { row: 'guard', target: on('client', 'auth.getUser'), as: 'call', does: 'attaches', async: true, identity: ['data.user', '!error'] },
    {
      row: 'guard',
      target: on('client', 'auth.getClaims'),
      as: 'call',
      does: 'attaches',
      async: true,
      identity: ['data.claims', 'data', '!error'],
    },
    {
      row: 'guard',
      target: on('client', 'auth.getSession'),
      as: 'call',
      does: 'decodes',
      async: true,
      identity: ['data.session', '!error'],
    },
    ...issues.map((name): Row => ({ row: 'issues-credential', target: on('client', `auth.${name}`), what: 'session' })),
    { row: 'store', target: on('query', 'insert'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('query', 'update'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('query', 'upsert'), at: arg(0), access: 'write', record: {} },
    ...filters.map((name): Row => ({ row: 'store', target: on('query', name), at: arg(1), access: 'read' })),
    { row: 'address', target: fn('createClient'), at: arg(0) },
    { row: 'address', target: fn('createServerClient'), at: arg(0) },
  ],
});
