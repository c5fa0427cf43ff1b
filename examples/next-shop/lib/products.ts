import { pool } from './db';

export interface Product {
  id: number;
  name: string;
  category: string;
  priceCents: number;
}

const columns = 'id, name, category, price_cents AS "priceCents"';

export async function listProducts(): Promise<Product[]> {
  const { rows } = await pool.query<Product>(`SELECT ${columns} FROM products ORDER BY name`);
  return rows;
}

export async function listCategory(category: string): Promise<Product[]> {
  const { rows } = await pool.query<Product>(`SELECT ${columns} FROM products WHERE category = $1 ORDER BY name`, [
    category,
  ]);
  return rows;
}

export async function searchProducts(term: string): Promise<Product[]> {
  const { rows } = await pool.query<Product>(
    `SELECT ${columns} FROM products WHERE name ILIKE '%${term}%' ORDER BY name`,
  );
  return rows;
}

export async function addReview(productId: number, userId: number, rating: number, comment: string): Promise<void> {
  await pool.query('INSERT INTO reviews (product_id, user_id, rating, comment) VALUES ($1, $2, $3, $4)', [
    productId,
    userId,
    rating,
    comment,
  ]);
}
