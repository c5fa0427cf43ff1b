import Link from 'next/link';
import { listProducts } from '@/lib/products';
import { placeOrder } from './actions';

export const dynamic = 'force-dynamic';

export default async function Catalogue() {
  const products = await listProducts();
  return (
    <main>
      <h1>Shop</h1>
      <Link href="/account">My orders</Link>
      <ul>
        {products.map((product) => (
          <li key={product.id}>
            {product.name}, {(product.priceCents / 100).toFixed(2)}
            <form action={placeOrder.bind(null, product.id)}>
              <button type="submit">Order</button>
            </form>
          </li>
        ))}
      </ul>
    </main>
  );
}
