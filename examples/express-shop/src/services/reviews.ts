import { pool } from '../db.ts';

export interface Review {
  id: number;
  rating: number;
  comment: string;
}

export async function listReviews(productId: number): Promise<Review[]> {
  const { rows } = await pool.query<Review>(
    'SELECT id, rating, comment FROM reviews WHERE product_id = $1 ORDER BY id DESC',
    [productId],
  );
  return rows;
}

export async function addReview(
  productId: number,
  userId: number,
  rating: number,
  comment: string,
): Promise<Review | undefined> {
  const { rows } = await pool.query<Review>(
    'INSERT INTO reviews (product_id, user_id, rating, comment) VALUES ($1, $2, $3, $4) RETURNING id, rating, comment',
    [productId, userId, rating, comment],
  );
  return rows[0];
}
