'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isPassword } from '@/lib/passwords';
import { endSession, startSession } from '@/lib/session';
import { findUserByEmail } from '@/lib/users';

const credentials = z.object({ email: z.email(), password: z.string().min(8).max(200) });

export async function signIn(form: FormData) {
  const given = credentials.safeParse(Object.fromEntries(form));
  if (!given.success) redirect('/login?failed=1');
  const user = await findUserByEmail(given.data.email);
  if (!user || !(await isPassword(given.data.password, user.passwordHash))) redirect('/login?failed=1');
  await startSession(user);
  redirect('/account');
}

export async function signOut() {
  await endSession();
  redirect('/');
}
