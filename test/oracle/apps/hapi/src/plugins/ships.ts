import Boom from '@hapi/boom';
import type { Request, ResponseToolkit, Server, ServerRoute } from '@hapi/hapi';
import Joi from 'joi';
import { findCaptain } from '../captains.ts';

const requireCaptain = (request: Request) => {
  const captain = findCaptain(request.headers['x-ship']);
  if (captain === undefined) throw Boom.unauthorized('which ship?');
  return captain;
};

/** Answers by itself, so nothing after it runs. */
const requireCrest = (request: Request, h: ResponseToolkit) => {
  if (request.headers['x-crest'] !== (process.env.CREST ?? 'only for tests')) return h.response('no crest').code(403).takeover();
  return h.continue;
};

const routes: ServerRoute[] = [
  { method: 'GET', path: '/ships', options: { auth: false }, handler: () => [] },
  {
    method: 'POST',
    path: '/ships',
    options: { validate: { payload: Joi.object({ name: Joi.string().required() }) } },
    handler: (request, h) => h.response(request.payload as object).code(201),
  },
  { method: ['PUT', 'PATCH'], path: '/ships/{id}', options: { auth: 'office' }, handler: () => 'moved' },
  { method: 'DELETE', path: '/ships/{id}', options: { auth: { strategy: 'crew', scope: ['master'] } }, handler: (_request, h) => h.response().code(204) },
  { method: 'GET', path: '/ships/{id}/crew', options: { auth: { strategies: ['crew', 'office'] } }, handler: () => [] },
  { method: 'GET', path: '/ships/{id}/log', options: { auth: { mode: 'try', strategy: 'jwt' } }, handler: () => [] },
  { method: 'GET', path: '/ships/{id}/manifest', options: { auth: { mode: 'optional', strategy: 'crew' } }, handler: () => [] },
  {
    method: 'GET',
    path: '/ships/{id}/keys',
    options: { auth: { mode: 'try', strategy: 'jwt' } },
    handler: (request, h) => {
      if (!request.auth.isAuthenticated) return h.response({ error: 'sign in' }).code(401);
      return ['key'];
    },
  },
  {
    method: 'GET',
    path: '/ships/{id}/cargo',
    options: { auth: false, pre: [{ method: requireCaptain, assign: 'captain' }] },
    handler: (request) => request.pre.captain,
  },
  { method: 'GET', path: '/ships/{id}/seal', options: { auth: false, pre: [[requireCrest]] }, handler: () => 'seal' },
  { method: 'GET', path: '/ships/{id}/flag', options: { auth: 'guest' }, handler: () => 'flag' },
  {
    method: 'GET',
    path: '/ships/{id}/anchor',
    options: { auth: false, ext: { onPreAuth: { method: requireCrest } } },
    handler: () => 'anchor',
  },
];

export const plugin = {
  name: 'ships',
  register(server: Server): void {
    server.route(routes);
    server.route({ method: '*', path: '/ships/lost/{rest*}', options: { auth: false }, handler: () => Boom.notFound() });
  },
};
