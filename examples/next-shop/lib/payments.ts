const refundsUrl = 'http://gateway.shop-payments.com/v1/refunds';

/** Sends the money back; does nothing where no payment account is set up. */
export async function refundPayment(orderId: number): Promise<void> {
  const key = process.env.PAYMENT_API_KEY;
  if (!key) return;
  const answer = await fetch(refundsUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reference: orderId }),
  });
  if (!answer.ok) throw new Error(`The payment provider answered ${answer.status}.`);
}
