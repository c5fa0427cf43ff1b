import send from '@polka/send-type';
import polka from 'polka';
import { readUser, requireEditor, requireKey, requireUser } from './guards.ts';

export const posts = polka();
posts.get('/', (_req, res) => send(res, 200, []));
posts.get('/:id', readUser, (req, res) => {
  res.end(req.params.id);
});
posts.get('/:id/draft', readUser, (req, res) => {
  if (!req.user) {
    res.writeHead(401);
    res.end();
    return;
  }
  res.end('draft');
});
posts.post('/', requireUser, (_req, res) => {
  res.statusCode = 201;
  res.end();
});
posts.put('/:id', requireEditor, (_req, res) => res.end());
posts.delete('/:id', requireKey('x-key'), (_req, res) => res.end());
posts.add('PATCH', '/:id', requireUser, (_req, res) => res.end());
for (const kind of ['news', 'notes']) posts.get(`/kinds/${kind}`, (_req, res) => res.end(kind));
