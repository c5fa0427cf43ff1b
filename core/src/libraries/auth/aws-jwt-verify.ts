/** aws-jwt-verify, facts of 5.2.1: verification throws. */
import { called, library, on } from '../row.ts';

export default library({
  modules: ['aws-jwt-verify', 'aws-jwt-verify/cognito-verifier', 'aws-jwt-verify/jwt-verifier', 'aws-jwt-verify/alb-verifier'],
  types: {
    verifier: [
      called('CognitoJwtVerifier.create'),
      called('JwtVerifier.create'),
      called('JwtRsaVerifier.create'),
      called('AlbJwtVerifier.create'),
    ],
  },
  rows: [
    { row: 'guard', target: on('verifier', 'verify'), as: 'call', does: 'verifies', async: true },
    { row: 'guard', target: on('verifier', 'verifySync'), as: 'call', does: 'verifies' },
  ],
});
