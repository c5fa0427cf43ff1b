/** jose, facts of 6.2.18: verification throws; `EmbeddedJWK` and the decoders trust what the token says. */
import { anyMethod, constructed, fn, library, on, type Row } from '../row.ts';

const verifies = [
  'jwtVerify',
  'jwtDecrypt',
  'compactVerify',
  'flattenedVerify',
  'generalVerify',
  'compactDecrypt',
  'flattenedDecrypt',
  'generalDecrypt',
];
const decodes = ['decodeJwt', 'UnsecuredJWT.decode'];

export default library({
  modules: ['jose'],
  types: { signer: [constructed('SignJWT'), constructed('EncryptJWT'), anyMethod('signer')] },
  rows: [
    ...verifies.map((name): Row => ({ row: 'guard', target: fn(name), as: 'call', does: 'verifies', async: true })),
    ...decodes.map((name): Row => ({ row: 'guard', target: fn(name), as: 'call', does: 'decodes' })),
    { row: 'guard', target: fn('decodeProtectedHeader'), as: 'call', does: 'decodes', claims: false },
    { row: 'issues-credential', target: on('signer', 'sign'), what: 'token' },
    { row: 'issues-credential', target: on('signer', 'encrypt'), what: 'token' },
  ],
});
