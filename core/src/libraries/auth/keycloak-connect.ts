/** keycloak-connect, facts of 26.1.1: `middleware()` attaches the grant, `protect()` and `enforcer()` reject. */
import { annotated, constructed, library, on } from '../row.ts';

export default library({
  modules: ['keycloak-connect'],
  types: { keycloak: [constructed('default'), annotated('Keycloak')] },
  rows: [
    { row: 'guard', target: on('keycloak', 'middleware'), as: 'middleware-factory', does: 'attaches' },
    { row: 'guard', target: on('keycloak', 'protect'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: on('keycloak', 'enforcer'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: on('keycloak', 'checkSso'), as: 'middleware-factory', does: 'attaches' },
  ],
});
