import type { Answer, Shop } from './express-shop.ts';

/** Uses a freshly started shop as its customers and staff do; returns every request with its answer, in order. */
export async function visit(shop: Shop): Promise<Readonly<Record<string, Answer>>> {
  const answers: Record<string, Answer> = {};
  const note = async (method: string, path: string, options?: { readonly token?: string; readonly body?: unknown }) => {
    answers[`${Object.keys(answers).length + 1} ${method} ${path}`] = await shop.call(method, path, options);
  };
  const ada = await shop.signIn('ada@example.com', 'correct horse');
  const sam = await shop.signIn('sam@example.com', 'shelf and ladder');
  const robin = await shop.signIn('root@example.com', 'four random words');

  await note('GET', '/health');
  await note('POST', '/api/auth/login', { body: { email: 'ada@example.com', password: 'wrong password' } });
  await note('GET', '/api/auth/session', { token: ada });
  await note('GET', '/api/products?sort=price');
  await note('GET', '/api/products/search?q=lamp');
  await note('GET', '/api/products/search?q=100%25%20wool');
  await note('GET', '/api/products/1');
  await note('POST', '/api/products/1/reviews', { token: ada, body: { rating: 5, comment: "It's a desk." } });
  await note('GET', '/api/products/1/reviews');
  await note('GET', '/api/orders', { token: ada });
  await note('GET', '/api/orders?status=shipped', { token: ada });
  await note('POST', '/api/orders', { token: ada, body: { items: [{ productId: 2, quantity: 2 }] } });
  await note('POST', '/api/orders', { token: ada, body: { items: [] } });
  await note('GET', '/api/orders', { token: ada });
  await note('DELETE', '/api/orders/4', { token: ada });
  await note('GET', '/api/orders', { token: ada });
  await note('POST', '/api/orders/2/refund', { token: sam });
  await note('GET', '/api/stock', { token: sam });
  await note('PUT', '/api/stock/1', { token: sam, body: { stock: 9 } });
  await note('GET', '/api/users', { token: ada });
  await note('PATCH', '/api/users/me', { token: ada, body: { name: 'Ada L.' } });
  await note('POST', '/api/admin/products', { token: robin, body: { name: 'Oak shelf', category: 'furniture', priceCents: 9900 } });
  await note('POST', '/api/admin/products', { token: ada, body: { name: 'Free desk', category: 'furniture', priceCents: 1 } });
  return answers;
}
