import type { FastifyInstance } from 'fastify';

/** Nobody needs to sign in, but for one route, which checks the key itself. */
export default async function maintenance(fastify: FastifyInstance) {
  fastify.get('/state', async () => ({ state: 'dry' }));

  fastify.post('/rain', async (request, reply) => {
    if (request.headers['x-desk-key'] !== process.env.DESK_KEY || !process.env.DESK_KEY) {
      reply.code(403);
      return { error: 'No key' };
    }
    return { state: 'wet' };
  });

  // The status alone ends nothing: a hook that returns goes on.
  fastify.register(async (careless) => {
    careless.addHook('onRequest', async (request, reply) => {
      if (!request.headers.authorization) reply.code(200);
    });
    careless.get('/careless', async () => ({}));
  });

  for (const valve of ['north', 'south'] as const) fastify.post(`/valves/${valve}`, { onRequest: fastify.deskKey }, async () => ({ valve }));
}
