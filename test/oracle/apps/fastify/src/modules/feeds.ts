import bearerAuth from '@fastify/bearer-auth';
import type { FastifyPluginAsync } from 'fastify';

const feeds: FastifyPluginAsync = async (fastify) => {
  await fastify.register(bearerAuth, { keys: new Set(['feed-key']) });
  fastify.get('/prices.csv', async (_request, reply) => reply.type('text/csv').send('name,price'));
  fastify.all('/live', async () => ({ live: true }));
};
export default feeds;
