import polka from 'polka';
import { requireKey, requireUser } from './guards.ts';
import { posts } from './posts.ts';

export const app = polka();
app.get('/health', (_req, res) => {
  res.end('ok');
});
// Registered before what guards it, and guarded all the same.
app.get('/admin/early', (_req, res) => {
  res.end('early');
});
app.use('/admin', requireKey('x-admin'));
app.get('/admin/late', (_req, res) => {
  res.end('late');
});
app.get('/administration', (_req, res) => {
  res.end('open');
});
// Only the first segment is looked at.
app.use('/files/private', requireUser);
app.get('/files/private/:name', (req, res) => {
  res.end(req.params.name);
});
app.use((req, _res, next) => {
  req.guest = { name: 'guest' };
  next();
});
app.use('/posts', posts);

/** A plugin below a base of its own, with middleware for all of it. */
export const shop = polka();
shop.get('/orders', (_req, res) => {
  res.end('[]');
});
shop.use(requireUser);
shop.post('/orders', (_req, res) => {
  res.end();
});
app.use('shop', shop);
