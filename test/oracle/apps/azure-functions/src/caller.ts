import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { jwtVerify } from 'jose';

const secret = new TextEncoder().encode(process.env.TOKEN_SECRET ?? 'a-secret-of-32-characters-at-least');

export async function findCaller(request: HttpRequest): Promise<string | undefined> {
  const header = request.headers.get('authorization');
  if (!header?.startsWith('Bearer ')) return undefined;
  try {
    return (await jwtVerify(header.slice(7), secret)).payload.sub;
  } catch {
    return undefined;
  }
}

export const unauthorised: HttpResponseInit = { status: 401, jsonBody: { message: 'Who are you?' } };

/** Only callers with a token reach the function. */
export const forCallers =
  (handler: (request: HttpRequest, caller: string) => Promise<HttpResponseInit>): HttpHandler =>
  async (request) => {
    const caller = await findCaller(request);
    if (caller === undefined) return unauthorised;
    return handler(request, caller);
  };

/** Looks the same and lets everybody through. */
export const forEverybody =
  (handler: (request: HttpRequest, caller: string | undefined) => Promise<HttpResponseInit>): HttpHandler =>
  async (request) =>
    handler(request, await findCaller(request));
