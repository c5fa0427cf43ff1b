import { pool } from '../db.ts';

export async function hasPermission(userId: number, permission: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM permissions WHERE user_id = $1 AND permission = $2', [
    userId,
    permission,
  ]);
  return rowCount === 1;
}
