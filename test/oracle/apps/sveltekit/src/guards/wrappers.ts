import { json, type RequestEvent } from '@sveltejs/kit';
import { requireReader } from './index';

type Handler = (event: RequestEvent) => Response | Promise<Response>;

export const forReaders =
  (handler: Handler): Handler =>
  async (event) => {
    requireReader(event);
    return handler(event);
  };

/** Runs the handler for everybody and only notes who it was. */
export const logged =
  (handler: Handler): Handler =>
  async (event) => {
    const name = event.locals.reader?.name ?? 'nobody';
    const response = await handler(event);
    return response.ok ? response : json({ name }, { status: response.status });
  };
