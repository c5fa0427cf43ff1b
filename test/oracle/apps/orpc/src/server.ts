import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { RPCHandler } from '@orpc/server/fetch';
import { createContext } from './orpc.ts';
import { router } from './router.ts';

const rpc = new RPCHandler(router);
const rest = new OpenAPIHandler(router);

export async function handle(request: Request): Promise<Response> {
  const context = await createContext(request);
  const called = await rpc.handle(request, { prefix: '/rpc', context });
  if (called.matched) return called.response;
  const asked = await rest.handle(request, { prefix: '/api', context });
  return asked.response ?? new Response('Not found', { status: 404 });
}
