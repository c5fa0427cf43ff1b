import { pool } from '../db.ts';

export interface Product {
  id: number;
  name: string;
  category: string;
  priceCents: number;
}

const columns = 'id, name, category, price_cents AS "priceCents"';

const sortColumns = new Map([
  ['name', 'name'],
  ['price', 'price_cents'],
  ['newest', 'id DESC'],
]);

export async function listProducts(sort: string | undefined, limit: number): Promise<Product[]> {
  const order = sortColumns.get(sort ?? '') ?? 'id';
  const { rows } = await pool.query<Product>(`SELECT ${columns} FROM products ORDER BY ${order} LIMIT $1`, [limit]);
  return rows;
}

export async function searchProducts(term: string): Promise<Product[]> {
  const { rows } = await pool.query<Product>(
    `SELECT ${columns} FROM products WHERE name ILIKE '%${term}%' ORDER BY name`,
  );
  return rows;
}

export async function getProduct(id: number): Promise<Product | undefined> {
  const { rows } = await pool.query<Product>(`SELECT ${columns} FROM products WHERE id = $1`, [id]);
  return rows[0];
}

export async function setStock(id: number, stock: number): Promise<boolean> {
  const { rowCount } = await pool.query('UPDATE products SET stock = $2 WHERE id = $1', [id, stock]);
  return rowCount === 1;
}

export async function listStock(): Promise<{ id: number; name: string; stock: number }[]> {
  const { rows } = await pool.query('SELECT id, name, stock FROM products ORDER BY id');
  return rows;
}

export async function createProduct(product: Omit<Product, 'id'>): Promise<Product> {
  const { rows } = await pool.query<Product>(
    `INSERT INTO products (name, category, price_cents, stock) VALUES ($1, $2, $3, 0) RETURNING ${columns}`,
    [product.name, product.category, product.priceCents],
  );
  const [created] = rows;
  if (!created) throw new Error('The product was not stored.');
  return created;
}
