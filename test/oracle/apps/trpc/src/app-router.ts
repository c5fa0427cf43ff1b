import { account } from './routers/account.ts';
import { admin } from './routers/admin.ts';
import { songs } from './routers/songs.ts';
import { publicProcedure, router } from './trpc.ts';

export const appRouter = router({ health: publicProcedure.query(() => 'ok'), songs, admin, account });
