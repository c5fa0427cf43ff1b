import { pool } from './db';

export interface Order {
  id: number;
  product: string;
  status: string;
}

const select = 'SELECT o.id, p.name AS product, o.status FROM orders o JOIN products p ON p.id = o.product_id';

export async function listOrders(userId: number): Promise<Order[]> {
  const { rows } = await pool.query<Order>(`${select} WHERE o.user_id = $1 ORDER BY o.id`, [userId]);
  return rows;
}

export async function getOrder(id: number, userId: number): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>(`${select} WHERE o.id = $1 AND o.user_id = $2`, [id, userId]);
  return rows[0];
}

export async function placeOrder(userId: number, productId: number): Promise<number | undefined> {
  const { rows } = await pool.query<{ id: number }>(
    'INSERT INTO orders (user_id, product_id) VALUES ($1, $2) RETURNING id',
    [userId, productId],
  );
  return rows[0]?.id;
}

export async function deleteOrder(id: number): Promise<void> {
  await pool.query('DELETE FROM orders WHERE id = $1', [id]);
}

export async function setOrderStatus(id: number, status: string): Promise<void> {
  await pool.query('UPDATE orders SET status = $2 WHERE id = $1', [id, status]);
}

export async function ordersByStatus(): Promise<{ status: string; orders: number }[]> {
  const { rows } = await pool.query(
    'SELECT status, count(*)::int AS orders FROM orders GROUP BY status ORDER BY status',
  );
  return rows;
}

export async function ordersByDay(): Promise<{ day: string; customer: string; orders: number }[]> {
  const { rows } = await pool.query(
    `SELECT o.placed_on::text AS day, u.email AS customer, count(*)::int AS orders
     FROM orders o JOIN users u ON u.id = o.user_id GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows;
}
