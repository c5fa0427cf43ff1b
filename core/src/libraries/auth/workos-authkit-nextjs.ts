/** @workos-inc/authkit-nextjs, facts of 3.0.1: `withAuth` and the proxy reject only when told to. */
import { fn, library, type Row } from '../row.ts';

const proxy = (name: string): Row => ({
  row: 'guard',
  target: fn(name),
  as: 'middleware-factory',
  does: 'attaches',
  except: [{ when: { argument: 0, field: 'middlewareAuth.enabled', is: true }, does: 'enforces' }],
});

export default library({
  modules: ['@workos-inc/authkit-nextjs'],
  rows: [
    {
      row: 'guard',
      target: fn('withAuth'),
      as: 'call',
      does: 'attaches',
      async: true,
      identity: ['user'],
      except: [{ when: { argument: 0, field: 'ensureSignedIn', is: true }, does: 'enforces' }],
    },
    proxy('authkitMiddleware'),
    proxy('authkitProxy'),
    { row: 'issues-credential', target: fn('saveSession'), what: 'session' },
  ],
});
