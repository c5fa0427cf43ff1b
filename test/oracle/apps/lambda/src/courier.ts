import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Callback, Context } from 'aws-lambda';

/** The old form, which answers by calling back. */
export function handler(event: APIGatewayProxyEvent, _context: Context, callback: Callback<APIGatewayProxyResult>): void {
  const expected = createHmac('sha256', process.env.COURIER_SECRET ?? 'courier').update(event.body ?? '').digest();
  const given = Buffer.from(event.headers['x-courier-signature'] ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    callback(null, { statusCode: 401, body: 'no' });
    return;
  }
  callback(null, { statusCode: 200, body: 'ok' });
}

export const ping = async () => 'pong';
