import { pool } from './db';
import type { SessionUser } from './token';

export async function findUserByEmail(email: string): Promise<(SessionUser & { passwordHash: string }) | undefined> {
  const { rows } = await pool.query<SessionUser & { passwordHash: string }>(
    'SELECT id, role, password_hash AS "passwordHash" FROM users WHERE email = $1',
    [email],
  );
  return rows[0];
}

export async function getName(id: number): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [id]);
  return rows[0]?.name ?? '';
}

export async function setName(id: number, name: string): Promise<void> {
  await pool.query('UPDATE users SET name = $2 WHERE id = $1', [id, name]);
}
