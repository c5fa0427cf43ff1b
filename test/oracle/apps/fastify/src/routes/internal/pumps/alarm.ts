import type { FastifyInstance } from 'fastify';

export const prefixOverride = '/alarm';

export default async function (fastify: FastifyInstance) {
  fastify.post('/', { onRequest: fastify.deskKey }, async () => ({}));
}
