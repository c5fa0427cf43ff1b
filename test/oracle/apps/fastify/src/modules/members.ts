import { Authenticator, Strategy } from '@fastify/passport';
import secureSession from '@fastify/secure-session';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    member?: { id: number };
  }
}

class MemberCard extends Strategy {
  override authenticate(request: FastifyRequest) {
    if (request.headers['x-member'] === '1') this.success({ id: 1 });
    else this.fail('No card', 401);
  }
}

export default async function members(fastify: FastifyInstance) {
  const passport = new Authenticator({ userProperty: 'member' });
  passport.use('card', new MemberCard('card'));
  fastify.register(secureSession, { key: Buffer.alloc(32, 2) });
  fastify.register(passport.initialize());
  fastify.register(passport.secureSession());

  fastify.get('/benefits', async () => []);
  fastify.get('/profile', { preValidation: passport.authenticate('card', { session: false }) }, async (request) => request.member);
  fastify.get('/area', async (request, reply) => {
    if (!request.isAuthenticated()) return reply.code(401).send();
    return { area: 'members' };
  });
}
