import secureSession from '@fastify/secure-session';
import type { FastifyInstance } from 'fastify';

declare module '@fastify/secure-session' {
  interface SessionData {
    userId: string;
  }
}

/** Everything about one's own account needs a session; signing in does not. */
export default async function accounts(fastify: FastifyInstance) {
  await fastify.register(secureSession, { key: Buffer.alloc(32, 1), cookie: { path: '/', httpOnly: true } });

  fastify.post('/session', async (request, reply) => {
    const { name } = request.body as { name: string };
    request.session.set('userId', name);
    return reply.code(204).send();
  });

  fastify.register(async (own) => {
    own.addHook('preHandler', async (request, reply) => {
      if (!request.session.get('userId')) {
        reply.code(401).send({ error: 'No session' });
      }
    });
    own.get('/', async (request) => ({ id: request.session.get('userId') }));
    own.delete('/', async (_request, reply) => reply.code(204).send());
  });

  // The page of a browser: it is sent to the page for signing in.
  fastify.get('/page', async (request, reply) => {
    if (!request.session.get('userId')) return reply.redirect('/sign-in');
    return reply.type('text/html').send('<h1>Your account</h1>');
  });
}
