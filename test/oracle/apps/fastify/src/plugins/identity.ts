import jwt from '@fastify/jwt';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyInstance {
    authenticate(request: FastifyRequest, reply: FastifyReply): Promise<void>;
    tryAuthenticate(request: FastifyRequest, reply: FastifyReply): Promise<void>;
    requireRole(role: string): (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
    deskKey(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void;
  }
  interface FastifyRequest {
    gardener: { name: string } | null;
    mustBeGardener(): void;
  }
}

export default fp(
  async (fastify) => {
    fastify.register(jwt, { secret: 'greenhouse' });
    fastify.decorateRequest('gardener', null);
    fastify.decorateRequest('mustBeGardener', function () {
      if (!this.gardener) throw fastify.httpErrors.unauthorized('Gardeners only');
    });

    fastify.decorate('authenticate', async (request, reply) => {
      try {
        await request.jwtVerify();
      } catch (error) {
        return reply.code(401).send({ error: 'Sign in first' });
      }
    });
    fastify.decorate('tryAuthenticate', async (request) => {
      try {
        request.gardener = await request.jwtVerify();
      } catch {
        request.gardener = null;
      }
    });
    fastify.decorate('requireRole', (role) => async (request) => {
      const user = await request.jwtVerify<{ role: string }>();
      if (user.role !== role) throw fastify.httpErrors.forbidden();
    });
    fastify.decorate('deskKey', (request, _reply, done) => {
      if (request.headers['x-desk-key'] !== process.env.DESK_KEY || process.env.DESK_KEY === undefined) {
        done(fastify.httpErrors.unauthorized('No key'));
        return;
      }
      done();
    });
  },
  { name: 'identity' },
);
