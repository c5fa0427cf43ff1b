import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { config } from './config.ts';

const server = createApp().listen(config.port, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`Shop listening on http://127.0.0.1:${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.close();
    process.exit(0);
  });
}
