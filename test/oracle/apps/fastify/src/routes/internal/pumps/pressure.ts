import type { FastifyInstance } from 'fastify';

export const autoPrefix = '/pressure';

export default async function (fastify: FastifyInstance) {
  fastify.get('/', async () => ({ bar: 2 }));
}
