import { createHmac, timingSafeEqual } from 'node:crypto';
import fp from 'fastify-plugin';

/** Shares the context of the application: its prefix would be ignored. */
export default fp(async (fastify) => {
  fastify.post('/webhooks/supplier', async (request, reply) => {
    const given = Buffer.from(String(request.headers['x-signature'] ?? ''), 'hex');
    const wanted = createHmac('sha256', 'supplier').update(JSON.stringify(request.body)).digest();
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return reply.unauthorized();
    return { received: true };
  });
  fastify.post('/webhooks/weather', async () => ({ received: true }));
});
