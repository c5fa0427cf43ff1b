import type { Server } from 'restify';
import errors from 'restify-errors';
import { readBadge, requireDriver, requireOffice, requireRole } from './guards.ts';

/** Registers on whatever server it is given. */
export function addTrains(server: Server): void {
  server.get('/trains', (_req, res, next) => {
    res.send([]);
    return next();
  });
  server.get({ path: '/trains/:id', name: 'train' }, readBadge, (req, res, next) => {
    res.send({ id: req.params.id });
    return next();
  });
  server.post('/trains', requireDriver, requireRole('chief'), (_req, res, next) => {
    res.send(201);
    return next();
  });
  server.put('/trains/:id', [requireDriver, [requireRole('chief')]], (_req, res, next) => {
    res.send(204);
    return next();
  });
  server.del('/trains/:id', requireOffice, (_req, res, next) => {
    res.send(204);
    return next();
  });
  server.patch('/trains/:id/stops', requireOffice, async (_req, res) => {
    res.send(204);
  });
  server.head('/trains/:id/alive', (_req, res, next) => {
    res.send(200);
    return next();
  });
  server.get('/trains/:id/log', readBadge, (req, res, next) => {
    if (!('driver' in req) || !req.driver) return next(new errors.UnauthorizedError('show your badge'));
    res.send([]);
    return next();
  });
  for (const line of ['red', 'blue'])
    server.get(`/lines/${line}`, (_req, res, next) => {
      res.send(line);
      return next();
    });
}
