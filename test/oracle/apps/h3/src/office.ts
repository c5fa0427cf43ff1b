import { defineRoute, H3 } from 'h3';
import { requireHarbourMaster } from './guards.ts';

/** Registered before its guard: in version 2, middleware comes first whatever the order. */
export const office = new H3();

office.get('/ledger', () => ({ entries: [] }));
office.use(requireHarbourMaster);
office.post('/ledger', () => ({ ok: true }));
office.register(
  defineRoute({
    method: 'DELETE',
    route: '/ledger/:id',
    handler: () => ({ ok: true }),
  }),
);
