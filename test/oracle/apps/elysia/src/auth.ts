import { Elysia, status } from 'elysia';
import { findGuest } from './guests.ts';

export const authPlugin = new Elysia({ name: 'auth' }).macro({
  auth: {
    async resolve({ headers }) {
      const guest = await findGuest(headers.authorization);
      if (!guest) return status(401, 'Who are you?');
      return { guest };
    },
  },
  role: (wanted: string) => ({
    auth: true,
    async beforeHandle({ headers }) {
      const guest = await findGuest(headers.authorization);
      if (guest?.role !== wanted) return status(403);
    },
  }),
});

export const requireStaff = async ({
  headers,
  set,
}: {
  headers: Record<string, string | undefined>;
  set: { status?: number | string };
}) => {
  const guest = await findGuest(headers['authorization']);
  if (guest?.role !== 'staff') {
    set.status = 'Unauthorized';
    return { error: 'Staff only' };
  }
};

/** Local hooks stay here, scoped ones reach the instance that uses this one. */
export const guarded = new Elysia()
  .onBeforeHandle(() => status(418))
  .derive({ as: 'scoped' }, async ({ headers }) => ({ caller: await findGuest(headers.authorization) }))
  .onBeforeHandle({ as: 'scoped' }, ({ caller }) => {
    if (!caller) throw status(401);
  });
