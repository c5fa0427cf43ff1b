/** @upstash/qstash, facts of 2.12.0: `verify` rejects on a bad signature, the wrappers answer 403. */
import { constructed, fn, library, on, type Row } from '../row.ts';

const wrappers = ['verifySignature', 'verifySignatureAppRouter', 'verifySignatureEdge'];

export default library({
  modules: ['@upstash/qstash', '@upstash/qstash/nextjs', '@upstash/qstash/dist/nextjs'],
  types: { receiver: [constructed('Receiver')] },
  rows: [
    { row: 'guard', target: on('receiver', 'verify'), as: 'call', does: 'signature', async: true },
    ...wrappers.map((name): Row => ({ row: 'guard', target: fn(name), as: 'wrapper', does: 'signature' })),
  ],
});
