import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { jwtVerify } from 'jose';

const secret = new TextEncoder().encode(process.env.TOKEN_SECRET ?? 'a-secret-of-32-characters-at-least');

/** Who calls, or nobody. */
export async function findMember(event: APIGatewayProxyEvent | APIGatewayProxyEventV2): Promise<string | undefined> {
  const header = event.headers.Authorization ?? event.headers.authorization;
  if (!header?.startsWith('Bearer ')) return undefined;
  try {
    const { payload } = await jwtVerify(header.slice('Bearer '.length), secret);
    return payload.sub;
  } catch {
    return undefined;
  }
}
