import { Router } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-http-bearer';
import { requireRole } from '../guards.ts';
import { store } from '../store.ts';

passport.use(new Strategy((token, done) => done(null, token === 'for-the-oracle' ? { id: 'admin' } : false)));

export const admin = Router();

const mustSignIn = passport.authenticate('bearer', { session: false });

admin.all('/*rest', mustSignIn);

admin.get('/users', (_req, res) => {
  res.json(store.list());
});
admin.post('/users', (req, res) => {
  store.save('c3', req.body);
  res.sendStatus(201);
});
admin.delete('/users/:id', requireRole('owner'), (req, res) => {
  store.remove(String(req.params.id));
  res.sendStatus(204);
});
