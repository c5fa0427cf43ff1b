import { timingSafeEqual } from 'node:crypto';
import Boom from '@hapi/boom';
import type { Plugin, Request, ResponseToolkit } from '@hapi/hapi';

function isSigned(request: Request): boolean {
  const given = Buffer.from(String(request.headers['x-signature'] ?? ''));
  const wanted = Buffer.from(process.env.SIGNAL_KEY ?? 'only for tests');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Lighthouses sign what they send. */
export const signals: Plugin<void> = {
  name: 'signals',
  register: (server) => {
    server.route([
      {
        method: 'POST',
        path: '/signals',
        options: {
          auth: false,
          handler: async (request: Request, h: ResponseToolkit) => {
            if (!isSigned(request)) return Boom.forbidden('not from a lighthouse');
            return h.response().code(202);
          },
        },
      },
      { method: 'GET', path: '/signals', config: { auth: false, handler: () => [] } } as never,
    ]);
  },
};
