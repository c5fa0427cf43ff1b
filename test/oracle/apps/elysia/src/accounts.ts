import { bearer } from '@elysiajs/bearer';
import { jwt } from '@elysiajs/jwt';
import { Elysia, t } from 'elysia';

export const accounts = new Elysia({ prefix: '/accounts' })
  .use(jwt({ name: 'tokens', secret: 'not for production' }))
  .use(bearer())
  .post('/sign-in', async ({ tokens, body }) => ({ token: await tokens.sign({ sub: body.name }) }), {
    body: t.Object({ name: t.String({ default: 'x' }) }),
  })
  .get('/profile', async ({ tokens, headers, status }) => {
    const payload = await tokens.verify(headers.authorization?.slice(7));
    if (!payload) return status(401, 'Unauthorized');
    return payload;
  })
  .get('/card', async ({ tokens, bearer, set }) => {
    if (!bearer || !(await tokens.verify(bearer))) {
      set.status = 401;
      return 'Unauthorized';
    }
    return 'card';
  })
  .get('/locale', ({ headers }) => headers['accept-language'] ?? 'en');
