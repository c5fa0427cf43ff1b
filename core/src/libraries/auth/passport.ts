/** passport, facts of 0.7.0 (@types/passport 1.0.17), and koa-passport 6.0, which hands it on. With a callback, `authenticate` leaves rejecting to it. */
import { constructed, fn, library, on, type Row, type Target } from '../row.ts';

/** Names that strategies with a sign-in form or a provider's sign-in page have by default. */
const signInStrategies = [
  'local',
  'google',
  'github',
  'facebook',
  'twitter',
  'linkedin',
  'microsoft',
  'apple',
  'saml',
  'oidc',
  'openidconnect',
  'azuread-openidconnect',
  'auth0',
  'discord',
  'gitlab',
];

const rows = (target: (name: string) => Target): Row[] => [
  {
    row: 'guard',
    target: target('authenticate'),
    as: 'middleware-factory',
    does: 'enforces',
    except: [
      { when: { argument: 0, is: 'anonymous' }, does: 'optional' },
      // One of several strategies, `['jwt', 'anonymous']`: it lets everybody through whom the others refuse.
      ...['0', '1', '2', '3'].map((field) => ({ when: { argument: 0, field, is: 'anonymous' }, does: 'optional' as const })),
      { when: { argument: 1, field: 'successRedirect', is: 'present' }, does: 'signs-in' },
      { when: { argument: 1, field: 'successReturnToOrRedirect', is: 'present' }, does: 'signs-in' },
      ...signInStrategies.map((is) => ({ when: { argument: 0, is }, does: 'signs-in' as const })),
    ],
    callback: 1,
  },
  { row: 'guard', target: target('authorize'), as: 'middleware-factory', does: 'enforces', callback: 1 },
  { row: 'guard', target: target('session'), as: 'middleware-factory', does: 'attaches' },
  { row: 'neutral-middleware', target: target('initialize'), made: 'call' },
];

export default library({
  modules: ['passport', 'koa-passport'],
  types: { passport: [constructed('Passport'), constructed('Authenticator')] },
  rows: [...rows(fn), ...rows((name) => on('passport', name))],
});
