/** firebase-admin, facts of 13.10.0: verification throws. */
import { annotated, anyMethod, arg, called, library, method, on, type Row } from '../row.ts';

const writes = ['set', 'add', 'create', 'update'].map(
  (name): Row => ({ row: 'store', target: on('reference', name), at: arg(0), access: 'write', record: {} }),
);

export default library({
  modules: ['firebase-admin', 'firebase-admin/auth', 'firebase-admin/firestore', 'firebase-admin/app'],
  types: {
    app: [called('initializeApp'), called('app'), called('getApp')],
    auth: [called('auth'), called('getAuth'), method('app', 'auth'), annotated('Auth')],
    firestore: [called('firestore'), called('getFirestore'), method('app', 'firestore'), annotated('Firestore')],
    reference: [anyMethod('firestore'), anyMethod('reference')],
  },
  rows: [
    { row: 'guard', target: on('auth', 'verifyIdToken'), as: 'call', does: 'verifies', async: true },
    { row: 'guard', target: on('auth', 'verifySessionCookie'), as: 'call', does: 'verifies', async: true },
    { row: 'issues-credential', target: on('auth', 'createSessionCookie'), what: 'session' },
    { row: 'issues-credential', target: on('auth', 'createCustomToken'), what: 'token' },
    ...writes,
    { row: 'store', target: on('reference', 'where'), at: arg(2), access: 'read' },
  ],
});
