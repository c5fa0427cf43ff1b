import type { APIGatewayProxyEventV2, APIGatewayProxyHandlerV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import { answer } from './answers.ts';

export const list: APIGatewayProxyHandlerV2 = async () => ({ varieties: [] });

export async function read(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
  if (event.pathParameters?.id === 'none') return { statusCode: 404 };
  return answer(200, { id: event.pathParameters?.id });
}

// Signed requests for PUT, anybody's for PATCH.
export async function write(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
  return answer(200, { id: event.pathParameters?.id, body: event.body });
}
