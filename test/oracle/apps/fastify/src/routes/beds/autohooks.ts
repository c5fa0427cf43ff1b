import type { FastifyInstance } from 'fastify';

/** For this folder and those below. */
export default async function (fastify: FastifyInstance) {
  fastify.addHook('onRequest', fastify.authenticate);
}
