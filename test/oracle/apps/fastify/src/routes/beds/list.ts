import type { FastifyInstance } from 'fastify';

export default async function (fastify: FastifyInstance) {
  fastify.get('/', async () => []);
  fastify.post('/', async (_request, reply) => reply.code(201).send({}));
}
