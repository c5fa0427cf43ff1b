import restify from 'restify';
import errors from 'restify-errors';
import jwt from 'restify-jwt-community';
import { requireOffice } from './guards.ts';
import { stations } from './stations.ts';
import { addTrains } from './trains.ts';

export const server = restify.createServer({ ignoreTrailingSlash: true });
server.pre(restify.plugins.pre.dedupeSlashes());
server.use(restify.plugins.acceptParser(server.acceptable));
server.use(restify.plugins.authorizationParser());
server.use(restify.plugins.queryParser());

server.get('/health', (_req, res, next) => {
  res.send('ok');
  return next();
});
addTrains(server);
stations.applyRoutes(server, '/stations');
server.post('/hooks', jwt({ secret: process.env.HOOK_KEY ?? 'only for tests' }), (_req, res, next) => {
  res.send(202);
  return next();
});
server.get('/reports', requireOffice, async (_req, res) => {
  res.send([]);
});

// Registered before what guards it, and guarded all the same.
server.get('/admin/early', (_req, res, next) => {
  res.send([]);
  return next();
});
server.use((req, _res, next) => {
  if (req.path().startsWith('/admin/') && req.headers['x-admin'] !== (process.env.ADMIN_KEY ?? 'only for tests'))
    return next(new errors.NotAuthorizedError('not an admin'));
  return next();
});
server.get('/admin/late', (_req, res, next) => {
  res.send([]);
  return next();
});
// Vehicles are known to drivers only.
server.param('vehicle', (req, res, next) => {
  if (req.headers['x-badge'] !== (process.env.VEHICLE_BADGE ?? 'only for tests')) {
    res.send(403);
    return next(false);
  }
  return next();
});
server.get('/vehicles', (_req, res, next) => {
  res.send([]);
  return next();
});
server.get('/vehicles/:vehicle', (_req, res, next) => {
  res.send({});
  return next();
});
