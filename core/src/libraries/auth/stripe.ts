/** stripe, facts of 23.1.0: the webhook helpers throw on a bad signature. */
import { called, constructed, fn, library, on } from '../row.ts';

export default library({
  modules: ['stripe'],
  types: { stripe: [constructed('default'), constructed('Stripe'), called('default')] },
  rows: [
    { row: 'guard', target: on('stripe', 'webhooks.constructEvent'), as: 'call', does: 'signature' },
    { row: 'guard', target: on('stripe', 'webhooks.constructEventAsync'), as: 'call', does: 'signature', async: true },
    { row: 'guard', target: on('stripe', 'parseEventNotification'), as: 'call', does: 'signature' },
    { row: 'guard', target: on('stripe', 'parseEventNotificationAsync'), as: 'call', does: 'signature', async: true },
    { row: 'guard', target: fn('webhooks.constructEvent'), as: 'call', does: 'signature' },
    { row: 'guard', target: fn('webhooks.constructEventAsync'), as: 'call', does: 'signature', async: true },
  ],
});
