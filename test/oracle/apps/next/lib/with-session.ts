import { getSession, type Session } from './session';

type Handler<C> = (request: Request, session: Session, context: C) => Promise<Response> | Response;

/** Runs the handler for signed-in callers. */
export function withSession<C>(handler: Handler<C>) {
  return async (request: Request, context: C): Promise<Response> => {
    const session = await getSession();
    if (!session) return Response.json({ error: 'Sign in first.' }, { status: 401 });
    return handler(request, session, context);
  };
}
