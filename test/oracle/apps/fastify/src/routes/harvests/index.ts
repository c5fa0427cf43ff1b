import type { FastifyInstance } from 'fastify';

export default async function (fastify: FastifyInstance) {
  fastify.get('/', async () => []);
  fastify.get('/:harvestId', async (request) => request.params);
}
