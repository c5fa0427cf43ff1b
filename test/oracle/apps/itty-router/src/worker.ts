import { type Env } from './guards.ts';
import { router } from './kites.ts';

export default {
  fetch: (request: Request, env: Env, context: ExecutionContext) => router.fetch(request, env, context),
} satisfies ExportedHandler<Env>;
