import basicAuth from '@fastify/basic-auth';
import type { FastifyPluginCallback } from 'fastify';

export const admin: FastifyPluginCallback = (fastify, _options, done) => {
  fastify.register(basicAuth, {
    authenticate: true,
    validate(username, password, _request, _reply, next) {
      if (username === 'head' && password === 'gardener') next();
      else next(new Error('Unknown'));
    },
  });
  fastify.after(() => {
    fastify.addHook('onRequest', fastify.basicAuth);
    fastify.get('/', (_request, reply) => {
      reply.send({ admin: true });
    });
    fastify.route({
      method: 'GET',
      url: '/audit/*',
      handler: (request) => Promise.resolve({ path: (request.params as { '*': string })['*'] }),
    });
  });
  done();
};
