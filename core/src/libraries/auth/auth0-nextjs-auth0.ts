/** @auth0/nextjs-auth0, facts of 4.30.0 (a client object) and of 3 (functions of the module): `middleware` protects nothing. */
import { called, constructed, fn, library, on, type Row, type Target } from '../row.ts';

const both = (target: (name: string) => Target): Row[] => [
  { row: 'guard', target: target('getSession'), as: 'call', does: 'attaches', async: true },
  { row: 'guard', target: target('getAccessToken'), as: 'call', does: 'verifies', async: true },
  { row: 'guard', target: target('withApiAuthRequired'), as: 'wrapper', does: 'enforces' },
  { row: 'guard', target: target('withPageAuthRequired'), as: 'wrapper', does: 'enforces' },
];

export default library({
  modules: ['@auth0/nextjs-auth0', '@auth0/nextjs-auth0/server', '@auth0/nextjs-auth0/edge'],
  types: { client: [constructed('Auth0Client'), called('initAuth0')] },
  rows: [
    ...both(fn),
    ...both((name) => on('client', name)),
    { row: 'guard', target: on('client', 'middleware'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('withMiddlewareAuthRequired'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('withMiddlewareAuthRequired'), as: 'wrapper', does: 'enforces' },
  ],
});
