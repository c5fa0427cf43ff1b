import { hashPassword } from '../auth/passwords.ts';
import type { SessionUser } from '../auth/session.ts';
import { pool } from '../db.ts';

export interface Profile {
  id: number;
  email: string;
  name: string;
}

export async function findUserByEmail(email: string): Promise<(SessionUser & { passwordHash: string }) | undefined> {
  const { rows } = await pool.query<SessionUser & { passwordHash: string }>(
    'SELECT id, role, password_hash AS "passwordHash" FROM users WHERE email = $1',
    [email],
  );
  return rows[0];
}

/** The new user, or undefined when the address is taken. */
export async function createUser(person: {
  email: string;
  name: string;
  password: string;
}): Promise<SessionUser | undefined> {
  const { rows } = await pool.query<SessionUser>(
    `INSERT INTO users (email, name, password_hash) VALUES ($1, $2, $3)
     ON CONFLICT (email) DO NOTHING RETURNING id, role`,
    [person.email, person.name, await hashPassword(person.password)],
  );
  return rows[0];
}

export async function getProfile(id: number): Promise<Profile | undefined> {
  const { rows } = await pool.query<Profile>('SELECT id, email, name FROM users WHERE id = $1', [id]);
  return rows[0];
}

export async function listPeople(): Promise<Profile[]> {
  const { rows } = await pool.query<Profile>('SELECT id, email, name FROM users ORDER BY name');
  return rows;
}

export async function renameUser(id: number, name: string): Promise<void> {
  await pool.query('UPDATE users SET name = $2 WHERE id = $1', [id, name]);
}

export async function setRole(id: number, role: string): Promise<boolean> {
  const { rowCount } = await pool.query('UPDATE users SET role = $2 WHERE id = $1', [id, role]);
  return rowCount === 1;
}
