import type { Plugin, Server } from '@hapi/hapi';

/** Registered below a prefix, with a plugin of its own below that. */
const cranes: Plugin<void> = {
  name: 'cranes',
  register: (server) => {
    server.route({ method: 'GET', path: '/cranes', handler: () => [] });
    server.route({ method: 'GET', path: '/cranes/{id}/state', options: { auth: false }, handler: () => 'up' });
  },
};

const gates: Plugin<void> = {
  name: 'gates',
  register: (server) => {
    server.route({ method: 'POST', path: '/open', handler: () => 'open' });
  },
};

export const docks: Plugin<void> = {
  name: 'docks',
  register: async (server: Server) => {
    for (const side of ['north', 'south'])
      server.route({ method: 'GET', path: `/${side}`, options: { auth: false }, handler: () => side });
    await server.register(cranes);
    await server.register(gates, { routes: { prefix: '/gates' } });
  },
};
