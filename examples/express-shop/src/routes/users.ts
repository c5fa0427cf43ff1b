import { Router } from 'express';
import { z } from 'zod';
import { requireUser, userOf } from '../auth/middleware.ts';
import { getProfile, listPeople, renameUser } from '../services/users.ts';

const profileChange = z.object({ name: z.string().trim().min(1).max(80) });

export const usersRouter = Router();

usersRouter.get('/', async (_req, res) => {
  res.json(await listPeople());
});

usersRouter.use(requireUser);

usersRouter.get('/me', async (_req, res) => {
  res.json(await getProfile(userOf(res).id));
});

usersRouter.patch('/me', async (req, res) => {
  const { name } = profileChange.parse(req.body);
  await renameUser(userOf(res).id, name);
  res.json(await getProfile(userOf(res).id));
});
