import { lazy } from '@orpc/server';
import { open } from './orpc.ts';
import { admin } from './routers/admin.ts';
import { songs } from './routers/songs.ts';

export const router = {
  health: open.handler(() => 'ok'),
  songs,
  lists: lazy(() => import('./routers/lists.ts')),
  admin,
};
