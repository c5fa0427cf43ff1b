import { Router } from 'express';
import { z } from 'zod';
import { requireUser, userOf } from '../auth/middleware.ts';
import { isPassword } from '../auth/passwords.ts';
import { signSession } from '../auth/session.ts';
import { createUser, findUserByEmail, getProfile } from '../services/users.ts';

const credentials = z.object({ email: z.email(), password: z.string().min(8).max(200) });
const registration = credentials.extend({ name: z.string().trim().min(1).max(80) });

export const authRouter = Router();

authRouter.post('/login', async (req, res) => {
  const { email, password } = credentials.parse(req.body);
  const user = await findUserByEmail(email);
  if (!user || !(await isPassword(password, user.passwordHash))) {
    res.status(401).json({ error: 'Wrong email or password.' });
    return;
  }
  res.json({ token: signSession(user) });
});

authRouter.post('/register', async (req, res) => {
  const user = await createUser(registration.parse(req.body));
  if (!user) {
    res.status(409).json({ error: 'This address already has an account.' });
    return;
  }
  res.status(201).json({ token: signSession(user) });
});

authRouter.get('/session', requireUser, async (_req, res) => {
  res.json(await getProfile(userOf(res).id));
});
