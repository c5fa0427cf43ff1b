import { error, json, Router, status } from 'itty-router';
import { type Env, greet, isSigned, requireAdmin, requireKey } from './guards.ts';

export const router = Router({ base: '/api', before: [greet], catch: error });

router
  .get('/kites', () => json([]))
  .get('/kites/:id', ({ params }) => json({ id: params.id }))
  .post('/kites', requireKey, async (request) => json(await request.json(), { status: 201 }))
  .put('/kites/:id', requireAdmin, ({ params }) => json({ id: params.id }))
  // Forgotten.
  .delete('/kites/:id', () => status(204));

router.get('/files/:path+', ({ params }) => json({ path: params.path }));

router.post('/hooks/wind', async (request, env: Env) => {
  if (!(await isSigned(request, env.HOOK_SECRET))) return error(401);
  return json({ ok: true });
});

// In the handler itself.
router.patch('/kites/:id', (request, env: Env) => {
  const key = request.headers.get('x-api-key');
  if (!key || key !== env.API_KEY) return new Response('Which key?', { status: 401 });
  return json({ ok: true });
});

// What is registered before it is open, what comes after is not.
router.get('/winds', () => json([]));
router.all('/*', requireKey);
router.post('/winds', () => json({ ok: true }));
router.get('/winds/:day', () => json({}));
router.all('/echo', (request) => json({ method: request.method }));
router.get('/old', () => Response.redirect('https://kites.example/api/kites', 302));

for (const colour of ['red', 'blue']) router.get(`/colours/${colour}`, () => json({ colour }));
