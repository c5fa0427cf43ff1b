import { config } from '../config.ts';
import type { Order } from './orders.ts';

const chargesUrl = 'http://gateway.shop-payments.com/v1/charges';
const localSimulator = 'http://127.0.0.1:4010/v1/charges';

/** Asks the payment provider to charge the card; the outcome arrives at the webhook. */
export async function chargeOrder(order: Order, cardToken: string): Promise<{ accepted: boolean }> {
  const headers = { authorization: `Bearer ${config.paymentApiKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ reference: order.id, amount: order.totalCents, source: cardToken });
  const answer = config.paymentApiKey
    ? await fetch(chargesUrl, { method: 'POST', headers, body })
    : await fetch(localSimulator, { method: 'POST', headers, body });
  return { accepted: answer.ok };
}
