import { Router } from 'restify-router';
import { requireDriver, verifyPartner } from './guards.ts';

export const stations = new Router();
stations.get('/', (_req, res, next) => {
  res.send([]);
  return next();
});
stations.post('/:id/partners', verifyPartner, (_req, res, next) => {
  res.send(202);
  return next();
});

/** A router whose middleware holds for all of its routes, also for earlier ones. */
export const yards = new Router();
yards.get('/', (_req, res, next) => {
  res.send([]);
  return next();
});
yards.use(requireDriver);
yards.post('/:id/doors', (_req, res, next) => {
  res.send(204);
  return next();
});
stations.add('/yards', yards);
