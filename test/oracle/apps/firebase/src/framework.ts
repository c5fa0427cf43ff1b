import { http } from '@google-cloud/functions-framework';

http('purge', (req, res) => {
  if (req.get('x-purge-key') !== (process.env.PURGE_KEY ?? 'purge')) {
    res.status(401).end();
    return;
  }
  res.send('purged');
});

http('weather', (_req, res) => {
  res.send('sunny');
});
