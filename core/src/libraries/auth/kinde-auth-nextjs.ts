/** @kinde-oss/kinde-auth-nextjs, facts of 2.13.1. */
import { called, fn, library, on } from '../row.ts';

export default library({
  modules: ['@kinde-oss/kinde-auth-nextjs', '@kinde-oss/kinde-auth-nextjs/server', '@kinde-oss/kinde-auth-nextjs/middleware'],
  types: { session: [called('getKindeServerSession')] },
  rows: [
    { row: 'guard', target: on('session', 'isAuthenticated'), as: 'call', does: 'checks', async: true },
    { row: 'guard', target: on('session', 'getUser'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: on('session', 'getPermission'), as: 'call', does: 'attaches', async: true, identity: ['isGranted'] },
    { row: 'guard', target: fn('withAuth'), as: 'call', does: 'enforces', async: true },
    { row: 'guard', target: fn('withAuth'), as: 'wrapper', does: 'enforces' },
    { row: 'guard', target: fn('protectApi'), as: 'wrapper', does: 'enforces' },
    { row: 'guard', target: fn('protectPage'), as: 'wrapper', does: 'enforces' },
  ],
});
