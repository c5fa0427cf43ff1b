/** @nestjs/jwt, facts of 12.0.2: `verify` throws on a bad token, `decode` reads it without a look at its signature. */
import { annotated, constructed, library, on } from '../row.ts';

export default library({
  modules: ['@nestjs/jwt'],
  types: { tokens: [constructed('JwtService'), annotated('JwtService')] },
  rows: [
    { row: 'guard', target: on('tokens', 'verify'), as: 'call', does: 'verifies' },
    { row: 'guard', target: on('tokens', 'verifyAsync'), as: 'call', does: 'verifies', async: true },
    { row: 'guard', target: on('tokens', 'decode'), as: 'call', does: 'decodes' },
    { row: 'issues-credential', target: on('tokens', 'sign'), what: 'token' },
    { row: 'issues-credential', target: on('tokens', 'signAsync'), what: 'token' },
  ],
});
