import { defineMiddleware, type H3Event, HTTPError, useSession } from 'h3';

export interface Skipper {
  id: string;
  harbourMaster: boolean;
}

const config = { password: 'a-password-of-at-least-32-characters' };

export async function findSkipper(event: H3Event): Promise<Skipper | undefined> {
  const session = await useSession<{ skipper?: Skipper }>(event, config);
  return session.data.skipper;
}

/** Middleware: refuses who is not signed in. */
export const requireSkipper = defineMiddleware(async (event) => {
  const skipper = await findSkipper(event);
  if (!skipper) throw new HTTPError({ status: 401, message: 'Who are you?' });
  event.context.skipper = skipper;
});

/** Middleware that lets everybody through. */
export const knowSkipper = defineMiddleware(async (event, next) => {
  event.context.skipper = await findSkipper(event);
  return next();
});

/** Returns an answer of its own instead of calling `next`. */
export const toSignIn = defineMiddleware(async (event, next) => {
  if (await findSkipper(event)) return next();
  return new Response(null, { status: 303, headers: { location: '/sign-in' } });
});

export const requireHarbourMaster = defineMiddleware(async (event) => {
  const skipper = await findSkipper(event);
  if (!skipper?.harbourMaster) throw HTTPError.status(403, 'Harbour masters only');
});
