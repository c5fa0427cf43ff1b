import { pool } from '../db.ts';

export interface Order {
  id: number;
  status: string;
  totalCents: number;
}

export interface OrderItem {
  productId: number;
  quantity: number;
}

const columns = 'id, status, total_cents AS "totalCents"';

export async function listOrders(userId: number, status: string): Promise<Order[]> {
  const query = `SELECT ${columns} FROM orders WHERE user_id = $1 AND status = '${status}' ORDER BY id`;
  const { rows } = await pool.query<Order>(query, [userId]);
  return rows;
}

export async function getOrder(id: number, userId: number): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>(`SELECT ${columns} FROM orders WHERE id = $1 AND user_id = $2`, [
    id,
    userId,
  ]);
  return rows[0];
}

export async function placeOrder(userId: number, items: OrderItem[]): Promise<Order | undefined> {
  const ids = items.map((item) => item.productId);
  const quantities = items.map((item) => item.quantity);
  const { rows } = await pool.query<Order>(
    `WITH wanted AS (
       SELECT p.id, p.price_cents, i.quantity
       FROM unnest($2::int[], $3::int[]) AS i (product_id, quantity) JOIN products p ON p.id = i.product_id
     ), placed AS (
       INSERT INTO orders (user_id, total_cents)
       SELECT $1, coalesce(sum(price_cents * quantity), 0) FROM wanted
       RETURNING id, status, total_cents
     ), lines AS (
       INSERT INTO order_items (order_id, product_id, quantity, price_cents)
       SELECT placed.id, wanted.id, wanted.quantity, wanted.price_cents FROM placed, wanted
     )
     SELECT ${columns} FROM placed`,
    [userId, ids, quantities],
  );
  return rows[0];
}

export async function cancelOrder(id: number): Promise<void> {
  await pool.query('DELETE FROM orders WHERE id = $1', [id]);
}

export async function setOrderStatus(id: number, status: string): Promise<void> {
  await pool.query('UPDATE orders SET status = $2 WHERE id = $1', [id, status]);
}
