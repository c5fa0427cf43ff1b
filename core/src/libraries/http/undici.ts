/** undici, facts of 7.30.2. */
import { arg, fn, library, making, type Row } from '../row.ts';

const calls = ['fetch', 'request', 'stream', 'pipeline', 'connect', 'upgrade'];
const classes = ['Client', 'Pool', 'BalancedPool', 'ProxyAgent', 'Request', 'WebSocket', 'EventSource'];

export default library({
  modules: ['undici'],
  rows: [
    ...calls.map((name): Row => ({ row: 'address', target: fn(name), at: arg(0) })),
    ...classes.map((name): Row => ({ row: 'address', target: making(name), at: arg(0) })),
    { row: 'address', target: making('ProxyAgent'), at: arg(0, 'uri') },
  ],
});
