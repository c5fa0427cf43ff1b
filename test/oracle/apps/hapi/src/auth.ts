import Basic from '@hapi/basic';
import Boom from '@hapi/boom';
import Cookie from '@hapi/cookie';
import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';
import Jwt from '@hapi/jwt';
import { findCaptain } from './captains.ts';

/** A scheme of one's own: crews bring the number of their ship. */
const crew = () => ({
  authenticate: (request: Request, h: ResponseToolkit) => {
    const captain = findCaptain(request.headers['x-ship']);
    if (captain === undefined) throw Boom.unauthorized(null, 'crew');
    return h.authenticated({ credentials: { user: captain, scope: [captain.rank] } });
  },
});

/** A scheme that knows everybody. */
const guest = () => ({
  authenticate: (_request: Request, h: ResponseToolkit) => h.authenticated({ credentials: { user: { id: 'guest' } } }),
});

/** All strategies of the port, and the one that holds where a route says nothing. */
export const auth: Plugin<{ key: string }> = {
  name: 'auth',
  register: async (server, options) => {
    await server.register([Jwt, Basic, { plugin: Cookie }]);
    server.auth.strategy('jwt', 'jwt', {
      keys: options.key,
      verify: { aud: false, iss: false, sub: false },
      validate: () => ({ isValid: true }),
    });
    server.auth.strategy('office', 'basic', {
      validate: async (_request: Request, name: string, password: string) => ({
        isValid: name === 'office' && password === options.key,
        credentials: { name },
      }),
    });
    server.auth.strategy('session', 'cookie', {
      cookie: { name: 'session', password: options.key, isSecure: false },
      redirectTo: '/login',
      validate: async (_request: Request | undefined, session: { id?: string }) => ({ isValid: session.id !== undefined }),
    });
    server.auth.scheme('crew', crew);
    server.auth.strategy('crew', 'crew');
    server.auth.scheme('guest', guest);
    server.auth.strategy('guest', 'guest');
    server.auth.default('jwt');
  },
};
