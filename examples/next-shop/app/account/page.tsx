import { cancelOrder, rename } from '@/app/actions';
import { signOut } from '@/app/login/actions';
import { listOrders } from '@/lib/orders';
import { requireUser } from '@/lib/session';
import { getName } from '@/lib/users';

export default async function Account() {
  const user = await requireUser();
  const [name, orders] = await Promise.all([getName(user.id), listOrders(user.id)]);
  return (
    <main>
      <h1>Orders of {name}</h1>
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            {order.product}, {order.status}
            <form action={cancelOrder.bind(null, order.id)}>
              <button type="submit">Cancel</button>
            </form>
          </li>
        ))}
      </ul>
      <form action={rename}>
        <input name="name" aria-label="Name" defaultValue={name} required />
        <button type="submit">Save</button>
      </form>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
    </main>
  );
}
