import { createHmac, timingSafeEqual } from 'node:crypto';
import { app, HttpResponse } from '@azure/functions';
import { unauthorised } from '../caller.ts';

// GET and POST where nothing is said.
app.http('desk', { handler: async () => ({ body: 'open' }) });

app.http('keys', { methods: ['POST'], authLevel: 'admin', handler: async () => ({ body: 'keys' }) });

app.post('hooks', {
  route: 'hooks/door',
  handler: async (request) => {
    const expected = createHmac('sha256', process.env.DOOR_SECRET ?? 'door').update(await request.text()).digest();
    const given = Buffer.from(request.headers.get('x-door-signature') ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return unauthorised;
    return { status: 200 };
  },
});

app.get('guest', async () => new HttpResponse({ status: 200, body: 'welcome' }));

// The platform says who is signed in.
app.get('me', async (request) => (request.user === null ? new HttpResponse({ status: 403 }) : { jsonBody: request.user }));

app.get('old', async () => ({ status: 302, headers: { location: '/api/desk' } }));

app.timer('nightly', { schedule: '0 0 0 * * *', handler: async () => undefined });
