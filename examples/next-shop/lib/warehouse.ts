import pg from 'pg';

const warehouse = new pg.Pool({
  connectionString: process.env.WAREHOUSE_URL,
  ssl: { rejectUnauthorized: false },
  max: 2,
});

/** Pieces on the shelf, from the warehouse's own database. */
export async function piecesInStock(productId: number): Promise<number> {
  const { rows } = await warehouse.query<{ pieces: number }>('SELECT pieces FROM shelf WHERE product_id = $1', [
    productId,
  ]);
  return rows[0]?.pieces ?? 0;
}
