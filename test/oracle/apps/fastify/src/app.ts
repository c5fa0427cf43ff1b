import { join } from 'node:path';
import autoload from '@fastify/autoload';
import auth from '@fastify/auth';
import sensible from '@fastify/sensible';
import type { FastifyInstance } from 'fastify';
import accounts from './modules/accounts.ts';
import { admin } from './modules/admin.ts';
import deliveries from './modules/deliveries.ts';
import feeds from './modules/feeds.ts';
import maintenance from './modules/maintenance.ts';
import { plants } from './modules/plants.ts';
import { registerTools } from './modules/tools.ts';
import webhooks from './modules/webhooks.ts';
import identity from './plugins/identity.ts';
import scopes from './plugins/scopes.ts';

export default async function greenhouse(app: FastifyInstance) {
  await app.register(sensible);
  await app.register(identity);
  await app.register(auth);

  app.get('/', async () => ({ greenhouse: 'open' }));
  app.get('/health', (_request, reply) => {
    reply.send({ ok: true });
  });
  app.post('/sign-in', async (request, reply) => {
    const { name } = request.body as { name: string };
    return reply.jwtSign({ name });
  });
  app.get('/me', { onRequest: [app.authenticate] }, async (request) => request.user);

  // Two closures side by side: one has a guard, the other has none.
  app.register(async (guarded) => {
    guarded.get('/tickets', async () => []);
    guarded.post('/tickets', async (_request, reply) => reply.code(201).send({}));
    // Hooks of a context hold for its routes whenever they are added.
    guarded.addHook('onRequest', app.authenticate);
  });
  app.register(async (open) => {
    open.get('/opening-hours', async () => ({ from: 9, to: 17 }));
  });

  app.register(plants, { prefix: '/v1' });
  app.register(plants, { prefix: '/v2/' });
  app.register(accounts, { prefix: '/accounts' });
  app.register(admin, { prefix: '/admin' });
  app.register(feeds, { prefix: '/feeds' });
  app.register(maintenance, { prefix: '/maintenance' });
  app.register(webhooks);
  app.register(import('./modules/members.ts'), { prefix: 'members' });
  registerTools(app);

  // Only routes that are declared once it has loaded are seen by its `onRoute` hook.
  app.get('/prices', { config: { scope: 'prices' } }, async () => []);
  await app.register(scopes);
  app.put('/prices', { config: { scope: 'prices' } }, async () => ({}));
  app.register(deliveries, { prefix: '/deliveries' });

  app.register(autoload, {
    dir: join(import.meta.dirname, 'routes'),
    options: { prefix: '/api' },
    autoHooks: true,
    cascadeHooks: true,
    routeParams: true,
  });

  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Nothing grows here' }));
}
